"""``python -m negsim.lab.training --base FOLDER --out FOLDER``: measure on held-out voices, then export.

``--base`` is a folder with ``model.safetensors`` and ``vocab.txt`` of all-MiniLM-L6-v2; both hashes are checked.
The measuring run leaves out ``--held-out`` and ``--calibrate-on``; thresholds come from the latter alone. The second
run sees every voice, with the same settings and thresholds. ``--quick`` exports the first run and skips the second.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import torch

from negsim.lab.training.data import read_corpus, read_labels
from negsim.lab.training.export import as_shipped, reference_of, write
from negsim.lab.training.net import base_parameters, read_base
from negsim.lab.training.train import Settings, calibrate, measure, only, predict, train, without
from negsim.nlu.encoder import WEIGHTS
from negsim.nlu.wordpiece import WordPiece

BASE_HASHES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
REFERENCES = 6
"""How many replies the manifest keeps with what torch said of them."""
BAD_INPUT = 2


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 when the weights were written, 2 when the input is not what it must be."""
    parser = argparse.ArgumentParser(
        prog="python -m negsim.lab.training", description=(__doc__ or "").partition("\n\n")[2]
    )
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--corpus", type=Path, default=Path("assets/corpus"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--report", type=Path, help="where to write the figures as JSON")
    parser.add_argument("--held-out", default="blunt,planner,european")
    parser.add_argument("--calibrate-on", default="public,mediator")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="export the measuring run; do not train on all voices")
    chosen = parser.parse_args(arguments)

    for name, expected in BASE_HASHES.items():
        file = chosen.base / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            print(f"{file}: missing or not the base model's file (sha256 {expected}).", file=sys.stderr)
            return BAD_INPUT
    torch.set_num_threads(chosen.threads)
    labels = read_labels()
    samples, pairs = read_corpus(chosen.corpus, labels)
    if not samples:
        print(f"{chosen.corpus}: no corpus there. Name its folder with --corpus.", file=sys.stderr)
        return BAD_INPUT
    pieces = WordPiece.read(chosen.base / "vocab.txt")
    base = read_base(chosen.base / "model.safetensors")
    settings = Settings(epochs=chosen.epochs)
    held, rehearsed = chosen.held_out.split(","), chosen.calibrate_on.split(",")

    print(f"Measuring run: {', '.join(held)} held out, {', '.join(rehearsed)} kept for the thresholds.", flush=True)
    start = as_shipped(base_parameters(base))
    tuned = as_shipped(train(start, *without(samples, pairs, held + rehearsed), labels, pieces, settings))
    apart, _ = only(samples, pairs, rehearsed)
    calibration = calibrate(predict(tuned, apart, pieces), apart, labels)
    report = {
        "held_out": held,
        "calibrated_on": rehearsed,
        "measured": measure(tuned, *only(samples, pairs, held), labels, pieces, calibration),
    }
    if chosen.report:
        chosen.report.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if not chosen.quick:
        print("Final run: all voices.", flush=True)
        tuned = train(start, samples, pairs, labels, pieces, settings)
    notes = {"held_out": held, "calibrated_on": rehearsed, "trained_on_all_voices": not chosen.quick}
    untouched, reference = base_parameters(base), samples[:: len(samples) // REFERENCES][:REFERENCES]
    known = reference_of(untouched, tuned, reference, pieces)
    write(chosen.out, untouched, tuned, chosen.base / "vocab.txt", labels, calibration, settings, notes, known)
    print(f"Written: {chosen.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
