"""Put the readers through the mill: files spoilt at random, for as long as asked.

    python benchmarks/fuzz.py --seconds 60 --reader scenario
    python benchmarks/fuzz.py --seconds 20                     every reader, one after the other

Prints a line a reader: inputs tried, how many were read and how many refused, faults of the
reader (exceptions that are no message), the slowest input and the peak memory of the process.
Each reader runs in a process of its own, so that a crash of a library is a fault as well and ends
nothing else. Inputs that break the law are kept in ``--keep`` for a test. Where ``atheris`` is
installed, ``--guided`` lets it choose the inputs by the branches that they reach.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.hostile import READERS, Reader, spoilt, tried

SLOW_S = 10.0


def main() -> None:
    """Parse, run each reader in a process, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=20.0, help="a reader")
    parser.add_argument("--reader", action="append", help=f"of {', '.join(READERS)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None, help="folder for what breaks the law")
    parser.add_argument("--guided", action="store_true", help="by atheris")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        run = guided if args.guided else mutated
        print(json.dumps(run(READERS[args.reader[0]], args.seconds, args.seed, args.keep)))
        return
    print(f"{'reader':24}{'inputs':>9}{'read':>9}{'refused':>9}{'faults':>8}{'slowest s':>11}"
          f"{'peak MB':>9}")
    total = faults = 0
    for name in args.reader or READERS:
        told = one(name, args)
        total, faults = total + told["inputs"], faults + told["faults"]
        print(f"{name:24}{told['inputs']:>9}{told['read']:>9}{told['refused']:>9}"
              f"{told['faults']:>8}{told['slowest_s']:>11.2f}{told['peak_mb']:>9}", flush=True)
        for text in told["what"]:
            print(f"    {text}", flush=True)
    print(f"{'all':24}{total:>9}{'':>18}{faults:>8}")
    sys.exit(1 if faults else 0)


def one(name: str, args: argparse.Namespace) -> dict[str, object]:
    """Run a reader in a process of its own."""
    command = [sys.executable, __file__, "--inside", "--reader", name,
               "--seconds", str(args.seconds), "--seed", str(args.seed)]
    command += ["--keep", str(args.keep)] if args.keep else []
    command += ["--guided"] if args.guided else []
    nothing = {"inputs": 0, "read": 0, "refused": 0, "faults": 1, "slowest_s": 0.0, "peak_mb": 0}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False,
                              timeout=args.seconds * 3 + 120)
    except subprocess.TimeoutExpired:
        return {**nothing, "what": ["hangs"]}
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        return {**nothing, "what": [f"exit {done.returncode}", *done.stderr.splitlines()[-3:]]}
    return json.loads(lines[-1])


class Count:
    """What came of the inputs so far."""

    def __init__(self, reader: Reader, keep: Path | None) -> None:
        self.reader, self.keep = reader, keep
        self.inputs = self.read = self.refused = 0
        self.slowest = 0.0
        self.what: dict[str, str] = {}

    def put(self, data: bytes, folder: Path) -> None:
        """Try one input."""
        begun = time.perf_counter()
        self.inputs += 1
        try:
            if tried(self.reader, data, folder) == "read":
                self.read += 1
            else:
                self.refused += 1
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            inner = [f for f in traceback.extract_tb(error.__traceback__)
                     if "/corridors/" in f.filename] or [last]
            self._note(data, f"{type(error).__name__} in {Path(inner[-1].filename).name}:"
                             f"{inner[-1].lineno} {str(error)[:120]!r}")
        took = time.perf_counter() - begun
        self.slowest = max(self.slowest, took)
        if took > SLOW_S:
            self._note(data, f"takes over {SLOW_S:g} s")

    def _note(self, data: bytes, text: str) -> None:
        place = text.split("'")[0]
        if place in self.what:
            return
        self.what[place] = text
        if self.keep is not None:
            self.keep.mkdir(parents=True, exist_ok=True)
            name = f"{self.reader.name}-{hashlib.sha256(data).hexdigest()[:8]}"
            (self.keep / f"{name}.bin").write_bytes(data)
            (self.keep / f"{name}.txt").write_text(text, encoding="utf-8")

    def told(self) -> dict[str, object]:
        """Figures for the line."""
        try:
            import resource

            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        except ImportError:  # Windows
            peak = 0
        return {"inputs": self.inputs, "read": self.read, "refused": self.refused,
                "faults": len(self.what), "slowest_s": self.slowest, "peak_mb": peak,
                "what": list(self.what.values())}


def mutated(reader: Reader, seconds: float, seed: int, keep: Path | None) -> dict[str, object]:
    """Spoil whole files at random."""
    rng, count = random.Random(f"{reader.name} {seed}"), Count(reader, keep)
    seeds = list(reader.seeds())
    with tempfile.TemporaryDirectory() as folder:
        for data in seeds[:5]:  # caches fill here, so that they count for no input
            count.put(data, Path(folder))
        count.slowest, until = 0.0, time.monotonic() + seconds
        while time.monotonic() < until:
            data = rng.randbytes(rng.randrange(300)) if rng.random() < 0.02 else spoilt(
                rng.choice(seeds), rng)
            count.put(data, Path(folder))
    return count.told()


def guided(reader: Reader, seconds: float, seed: int, keep: Path | None) -> dict[str, object]:
    """Let atheris choose, by what it sees of the branches taken."""
    import atheris

    count = Count(reader, keep)
    atheris.instrument_all()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for i, data in enumerate(reader.seeds()):
            (corpus / str(i)).write_bytes(data)
        until = time.monotonic() + seconds

        def target(data: bytes) -> None:
            if time.monotonic() > until:
                print(json.dumps(count.told()), flush=True)
                raise SystemExit(0)
            count.put(data, Path(folder))

        atheris.Setup([sys.argv[0], str(corpus), f"-seed={seed}", "-max_len=20000"], target)
        atheris.Fuzz()
    return count.told()


if __name__ == "__main__":
    main()
