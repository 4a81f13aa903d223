"""Any decorator with any arguments is read."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.reading_case import read_text

_DECORATORS = """
tag tag_outputs cache schema.output config config.when config.when_not config.when_in
config.when_not_in extract_columns extract_fields unpack_fields check_output check_output_custom
parameterize parameterize_sources parameterize_values parametrized_input inject mutate does
model parameterize_extract_columns pipe_input pipe_output subdag parameterized_subdag resolve
resolve_from_config load_from.csv save_to.csv dataloader datasaver hamilton_exclude
h_pandas.with_columns h_spark.with_columns h_spark.select h_spark.require_columns
ray_remote_options h_pandera.check_output _own _Class map
"""
_KEYWORDS = """
x y name target_ target namespace on_input on_output inputs config external_inputs select
columns columns_to_pass pass_dataframe_as output_cols mode config_required inject_ path
output_name_ fields parameter assigned_output variable_inputs when decorate_with importance
schema model resolves a b default_validator_candidates final_node_name target_name behavior
"""
_ATOMS = """
None True ... 0 -1 3.5 1j b'b' '' 'x' 'a.b' 'f' '{x}' '%s' [] () {} {1} [[]] {'a':1} {'x':'y'}
{1:2} ('a','b') ('a',) [('a','b')] {('a','b'):1} {'x':('n','d')} {'x':[]} int pd.Series
Dict[str,int] int|str f g _own _Class _Class() _Class(1) lambda:1 lambda*a:a lambda**k:k pd
unknown f.g x.y source value group step apply_to source() value() group() step() apply_to()
configuration() source('x') source(1) source([]) source(source('x')) value(1) value({})
group(source('x')) group(a=source('x')) group(1) configuration('x') configuration([]) step(f)
step(f,1) step(f,x=1) step(f,**{}) step(1) step(f).named() step(f).named([])
step(f).named('n',namespace=None) step(f).when(a=[]) step(f).when() step(f).on_output([])
step(f).other() apply_to(f,x=1) apply_to(f).named('n') apply_to([]) ParameterizedExtract()
ParameterizedExtract((),{}) ParameterizedExtract([1],{'x':1}) {'inputs':1}
{'inputs':{'x':source('y')}} {'config':{'x':value(1)}} {'config':{'a':configuration([])}} map()
map(f) map(int,['1']) zip() zip(1) dict(1) dict([1]) set([[]]) list(1) sum([[1]],[]) sum(['a'])
max() sorted([1,'a']) range() range('a') 'a'%() 'a'.join(1) 'a'.format(*1) ''.split(1,2,3,4)
{}.get([]) {}.get() [1][5] [1]['a'] {'a':1}['b'] 'abc'[::0] 1/0 -'a' not[] [1]<['a'] f'{[]}'
f'{1:z}' [i()for(i)in[1]] {i:1for(i)in[[]]} {i*2for(i)in[{}]} [*1] {**1} f(*1) f(**1)
(lambda:x)() (lambda*a:a)(1) (lambda:(yield))() _broken() _broken(1) _sets() _keys()
_args(1,2,3) _self _self() E E.A E.A.value E['A'] E('a') list(E) E.missing T T() globals()
"""
PRELUDE = """
from enum import Enum
from hamilton.plugins import h_pandas, h_pandera, h_spark
class E(Enum):
    A = "a"
T = TypedDict("T", [])
class _Class:
    value = []
    def name(self, extra): return 1
def _own(function): return tag(a=1)(function)
def _broken(x):
    made = {}
    made[x] = 1
    made[[]] = 2
    return made
def _sets():
    made = set()
    made.add([])
    return made
def _keys(): return {[]: 1, **[]}
def _args(*args): return args
_self = _self
def g(x: int = 1, *a: int) -> int: ...
def f(x: int, y: pd.DataFrame) -> dict: ...
"""


DECORATORS, KEYWORDS, ATOMS = _DECORATORS.split(), _KEYWORDS.split(), _ATOMS.split()


@st.composite
def decorators(draw: st.DrawFn) -> str:
    plain = draw(st.lists(st.sampled_from(ATOMS), max_size=3))
    named = draw(st.dictionaries(st.sampled_from(KEYWORDS), st.sampled_from(ATOMS), max_size=4))
    arguments = ", ".join([*plain, *(f"{key}={text}" for key, text in named.items())])
    return f"@{draw(st.sampled_from(DECORATORS))}({arguments})"


@settings(max_examples=250, deadline=None)
@given(
    st.lists(decorators(), min_size=1, max_size=3),
    st.sampled_from([{}, {"x": 1}, {"a": "a", "mode": [], "f": {}}]),
)
def test_decorators_with_arguments_of_any_kind_are_read(
    lines: list[str], config: dict[str, int]
) -> None:
    text = "\n".join([PRELUDE, *lines, "def f(x: int, y: pd.DataFrame) -> dict: ..."])

    with tempfile.TemporaryDirectory() as folder:
        reading = read_text(f"{text}\ndef end(f: int) -> int: ...\n", Path(folder), **config)

    assert "end" in reading.graph.nodes


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ATOMS), st.sampled_from(ATOMS))
def test_constants_annotations_and_defaults_of_any_kind_are_read(one: str, other: str) -> None:
    text = f"{PRELUDE}\nA = {one}\nA[{other}] = {one}\nA += {other}\nA.update({other})\n"

    with tempfile.TemporaryDirectory() as folder:
        text = f"{text}@tag(**A)\ndef end(p: {one} = {other}, q: A = A) -> {other}: ...\n"
        reading = read_text(text, Path(folder))

    assert "end" in reading.graph.nodes
