"""Modules that do what no module should. Each has a good node, a bad one, and one after it."""

HEAD = """\
import pandas as pd, numpy as np
def before() -> pd.DataFrame:
    return pd.DataFrame({"a": range(1000), "b": np.arange(1000) * 0.5})
"""

LOADING = {
    "cycle": "def a(b: int) -> int:\n    return b\ndef b(a: int) -> int:\n    return a\n",
    "clash": "def f(x: int) -> int:\n    return x\ndef g(f: str) -> int:\n    return 1\n",
    "exit": "import sys\nsys.exit(3)\n",
    "indent": "def f(x: int) -> int:\nreturn x\n",
    "main": (
        "def f(x: int) -> int:\n    return x\n"
        "if __name__ == '__main__':\n    raise SystemExit('must not run')\n"
    ),
    "missing": "import no_such_package_xyz\ndef f(x: int) -> int:\n    return x\n",
    "noannot": "def f(x):\n    return x\n",
    "printing": "print('x' * 1000000)\ndef f(x: int) -> int:\n    return x\n",
    "raising": "raise RuntimeError('db is down: \\udcff surrogate')\n",
    "syntax": "def broken(x: int -> int:\n    return x\n",
    "osexit": "import os\nos._exit(7)\n",
    "segv": "import ctypes\nctypes.string_at(0)\n",
    "sleep": "import time\nprint('importing')\ntime.sleep(1000)\n",
}

RUNNING = {
    "abort": "import os\nos.abort()",
    "asyncio": (
        "import asyncio\nasync def f():\n    await asyncio.sleep(0.01)\n    return 5\n"
        "return asyncio.run(f())"
    ),
    "badstr": ("class E(Exception):\n    def __str__(self): raise TypeError('nope')\nraise E()"),
    "child": (
        "import os, subprocess, threading, time\n"
        "plain = subprocess.Popen(['sleep', '600'])\n"
        "away = subprocess.Popen(['sleep', '601'], start_new_session=True)\n"
        "threading.Thread(target=lambda: time.sleep(600), name='lingering').start()\n"
        "return [plain.pid, away.pid]"
    ),
    "cprint": (
        "import ctypes, os\nctypes.CDLL(None).printf(b'from C\\n')\n"
        "os.system('echo from a child process')\nos.write(1, b'raw fd write\\n')\n"
        "print('from python')\nreturn 1"
    ),
    "cstack": (
        "import sys\nsys.setrecursionlimit(10**9)\n"
        "def f(n): return eval('f(n+1)', {'f': f, 'n': n})\nreturn f(0)"
    ),
    "forkwait": (
        "import os\npid = os.fork()\nif pid == 0:\n    print('child')\n    os._exit(0)\n"
        "os.waitpid(pid, 0)\nreturn 1"
    ),
    "fork": "import os\nreturn os.fork()",
    "gc": (
        "import gc, sys\ngc.disable()\nsys.settrace(lambda *a: None)\n"
        "sys.setswitchinterval(100)\nreturn 1"
    ),
    "getpass": "import getpass\nreturn getpass.getpass()",
    "input": "return input('your name? ')",
    "kbd": "raise KeyboardInterrupt",
    "loop": "print('begun')\nwhile True: pass",
    "loop_bare": (
        "print('begun')\ndef spin():\n    while True: pass\n"
        "while True:\n    try: spin()\n    except: pass"
    ),
    "c_call": (
        "print('begun')\nimport ctypes\nlibc = ctypes.PyDLL(None)\n"
        "while True:\n    try: libc.usleep(900_000)\n    except BaseException: pass"
    ),
    "memory": "k = []\nwhile True: k.append('x' * 1_000_000 + str(len(k)))",
    "array": "return np.ones((100_000, 100_000))",
    "pool_memory": (
        "import multiprocessing, time\ndef grab(_):\n    a = np.ones(60_000_000)\n"
        "    time.sleep(20)\n    return len(a)\nglobals()['grab'] = grab\n"
        "grab.__qualname__ = 'grab'\n"
        "with multiprocessing.get_context('fork').Pool(4) as pool:\n"
        "    return sum(pool.map(grab, range(4)))"
    ),
    "monkey": (
        "import socket, json, os, builtins, time, struct\n"
        "socket.socket = json.dumps = json.loads = time.monotonic = None\n"
        "os.write = os.read = os.getpid = builtins.print = None\n"
        "builtins.len = lambda x: 0\nreturn 1"
    ),
    "mp": (
        "import multiprocessing\n"
        "with multiprocessing.get_context('fork').Pool(2) as p:\n"
        "    return sum(p.map(abs, [-1, -2]))"
    ),
    "mpspawn": (
        "import multiprocessing\n"
        "with multiprocessing.get_context('spawn').Pool(2) as p:\n"
        "    return sum(p.map(abs, [-1, -2]))"
    ),
    "network": (
        "import socket, threading\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "def serve():\n    with server.accept()[0] as peer: peer.sendall(b'hello')\n"
        "thread = threading.Thread(target=serve)\nthread.start()\n"
        "with socket.create_connection(server.getsockname()) as line:\n"
        "    said = line.recv(9)\nthread.join()\nserver.close()\nreturn said.decode()"
    ),
    "osexit": "import os\nos._exit(9)",
    "pdb": "breakpoint()\nreturn 1",
    "set_trace": "import pdb\npdb.set_trace()\nreturn 1",
    "tk": "import tkinter\nroot = tkinter.Tk()\nroot.mainloop()",
    "plt_tk": (
        "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\n"
        "plt.plot([1])\nplt.show(block=True)\nreturn 1"
    ),
    "plt": ("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show(block=True)\nreturn None"),
    "print1g": (
        "import sys\ns = 'x' * 999 + '\\n'\nfor _ in range(150_000): sys.stdout.write(s)\nreturn 1"
    ),
    "raise": "raise ValueError('bad value \\udce9 and ' + 'x' * 10000)",
    "recurse": "def f(n): return f(n + 1)\nreturn f(0)",
    "regex": "print('begun')\nimport re\nreturn re.match(r'(a+)+$', 'a' * 40 + 'b')",
    "segv": "import ctypes\nprint('last words')\nctypes.string_at(0)",
    "sleep": "print('begun')\nimport time\ntime.sleep(1000)",
    "state": (
        "import os, warnings, logging, sys, signal\nos.chdir('/')\nos.environ.clear()\n"
        "warnings.simplefilter('ignore')\nlogging.basicConfig(level=1, force=True)\n"
        "logging.disable(50)\nsys.path.clear()\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "return 1"
    ),
    "stdout": (
        "import sys, io, os\nsys.stdout = io.StringIO()\nprint('swallowed')\n"
        "os.dup2(os.open('/dev/null', 1), 1)\nsys.stderr.close()\nreturn 1"
    ),
    "sysexit": "import sys\nsys.exit('bye')",
}

VALUES = {
    "bigint": "return 10 ** 1_000_000",
    "biglist": "return list(range(3_000_000))",
    "circular": "a = []\na.append(a)\nd = {'a': a}\nd['d'] = d\nreturn d",
    "gen": "return (i for i in range(10))",
    "huge": "return pd.DataFrame(np.zeros((1_000_000, 50), dtype='float32'))",
    "lambda": "return lambda x: x",
    "lazy": (
        "import polars as pl\n"
        "return pl.DataFrame({'a': range(5)}).lazy().with_columns(b=pl.col('a') * 2)"
    ),
    "lock": "import threading\nreturn threading.Lock()",
    "np3d": "return np.zeros((5, 4, 3))",
    "polars": "import polars as pl\nreturn pl.DataFrame({'a': range(5)})",
    "repr_raise": (
        "class R:\n    def __repr__(self): raise RuntimeError('x')\n"
        "    def __len__(self): raise RuntimeError('y')\nreturn R()"
    ),
    "repr_sleep": ("import time\nclass R:\n    def __repr__(self): time.sleep(1000)\nreturn R()"),
    "surrogates": (
        "text = 'x\\udce9'\nprint(ascii(text))\n"
        "return {text: pd.DataFrame({'t': pd.Series([text, None], dtype=object)}), 'k': text}"
    ),
    "wide": "return pd.DataFrame(np.zeros((10, 50_000)))",
}


def flow(body: str) -> str:
    """A module whose node `bad` has this body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return (
        f"{HEAD}def bad(before: pd.DataFrame) -> object:\n{lines}"
        "def after(bad: object) -> str:\n    return 'after ran'\n"
    )
