"""The colours and sizes of the program, by role, for light and dark.

Views take colours from a `Theme` only. Contrast (WCAG 2.2), in both themes: `text` is at least 7:1
on every ground, `text_muted` 4.5:1; on `surface` all that is written in a colour, `text_faint`
and code included, is at least 4.5:1, and signs (running, skipped, node kinds) are 3:1.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb. Roles: grounds, text, lines, one accent, and one colour a meaning."""

    name: str
    is_dark: bool
    # grounds, from back to front
    canvas: str
    window: str
    surface: str
    surface_raised: str
    hover: str
    selection: str
    # text and lines
    text: str
    text_muted: str
    text_faint: str
    border: str
    border_strong: str
    wire: str
    # meaning
    accent: str
    accent_text: str
    marked: str
    upstream: str
    downstream: str
    running: str
    done: str
    reused: str
    warned: str
    failed: str
    given: str
    skipped: str
    # node kinds: the stripe and icon of a card
    kind_function: str
    kind_input: str
    kind_config: str
    kind_check: str
    kind_loader: str
    kind_saver: str
    kind_expand: str
    kind_collect: str
    # classes of nodes: told apart by people who see few colours too; steps go from little to much
    hues: tuple[str, ...]
    steps: tuple[str, ...]
    hue_other: str
    hue_unknown: str
    # source code
    code_keyword: str
    code_string: str
    code_number: str
    code_comment: str
    code_decorator: str
    code_definition: str
    code_builtin: str


LIGHT = Theme(
    name="light",
    is_dark=False,
    canvas="#f4f5f8",
    window="#f0f2f5",
    surface="#ffffff",
    surface_raised="#ffffff",
    hover="#eef1f7",
    selection="#dde7ff",
    text="#1b2130",
    text_muted="#4d566a",
    text_faint="#687085",
    border="#d9dde6",
    border_strong="#b9c0ce",
    wire="#a9b2c3",
    accent="#2f62e0",
    accent_text="#ffffff",
    marked="#a81fa0",
    upstream="#2f62e0",
    downstream="#b54e08",
    running="#c27c00",
    done="#157a42",
    reused="#23776c",
    warned="#9a5b00",
    failed="#c81e34",
    given="#7747cc",
    skipped="#848c9e",
    kind_function="#5b76b8",
    kind_input="#2b8fa8",
    kind_config="#7b7f8c",
    kind_check="#157a42",
    kind_loader="#0f7fb5",
    kind_saver="#b0562f",
    kind_expand="#8a56c2",
    kind_collect="#8a56c2",
    hues=(
        "#7cacd6",
        "#449546",
        "#b8a829",
        "#7653c5",
        "#a96699",
        "#1c6b59",
        "#ee7e99",
        "#9a3906",
        "#4e4272",
        "#9a7aef",
    ),
    steps=("#e4e6a4", "#93d07c", "#32a58c", "#2c718e", "#472a7a"),
    hue_other="#a3a9b6",
    hue_unknown="#d3d8e1",
    code_keyword="#8431c4",
    code_string="#22773a",
    code_number="#a5530a",
    code_comment="#687085",
    code_decorator="#9a6700",
    code_definition="#1f5fc4",
    code_builtin="#0d7a86",
)

DARK = Theme(
    name="dark",
    is_dark=True,
    canvas="#14171d",
    window="#1a1e26",
    surface="#1f242d",
    surface_raised="#262c37",
    hover="#2b323e",
    selection="#2b3f6b",
    text="#e7eaf1",
    text_muted="#aab3c4",
    text_faint="#8b95a9",
    border="#323a47",
    border_strong="#475264",
    wire="#56627a",
    accent="#6d9bff",
    accent_text="#0d1320",
    marked="#e07ad8",
    upstream="#6d9bff",
    downstream="#f0934a",
    running="#f2b53c",
    done="#4cc38a",
    reused="#5ab5a8",
    warned="#e8a33d",
    failed="#ff6b78",
    given="#b48cff",
    skipped="#6b7486",
    kind_function="#7f9be0",
    kind_input="#4fb6cf",
    kind_config="#9aa0ae",
    kind_check="#4cc38a",
    kind_loader="#47aee0",
    kind_saver="#df8a5f",
    kind_expand="#b68ae6",
    kind_collect="#b68ae6",
    hues=(
        "#47b5d7",
        "#b5dba8",
        "#f9c718",
        "#907ef4",
        "#bb598f",
        "#7b6f08",
        "#4962cf",
        "#fb7296",
        "#c0a523",
        "#26e8f8",
    ),
    steps=("#473a86", "#37739c", "#25a29a", "#74d06a", "#f9e64f"),
    hue_other="#737d90",
    hue_unknown="#3d4655",
    code_keyword="#c792ea",
    code_string="#8fce8f",
    code_number="#f0a368",
    code_comment="#8b95a9",
    code_decorator="#e2c06a",
    code_definition="#82aaff",
    code_builtin="#6cc7d2",
)
