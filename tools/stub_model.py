"""Takes the layers out of an embedding model, so that everything else of a large build can be measured in minutes.

    venv/bin/python tools/stub_model.py models/multilingual-e5-small-8 STUB

What is left makes vectors of the same size out of the words alone: useless for answers, and the same work for
everything but the network.
"""

import shutil
import sys
from pathlib import Path

import onnx

source, target = map(Path, sys.argv[1:3])
target.mkdir(parents=True, exist_ok=True)
model = onnx.load(source / "model.onnx", load_external_data=False)
graph = model.graph

norms = [node.output[0] for node in graph.node if node.op_type == "LayerNormalization"]
first, last = norms[0], norms[-1]
for node in graph.node:
    for at, name in enumerate(node.input):
        if name == last:
            node.input[at] = first

made_by = {output: node for node in graph.node for output in node.output}
needed, ahead = set(), [output.name for output in graph.output]
while ahead:
    name = ahead.pop()
    if name not in needed:
        needed.add(name)
        ahead += made_by[name].input if name in made_by else []

nodes = [node for node in graph.node if needed & set(node.output)]
tensors = [tensor for tensor in graph.initializer if tensor.name in needed]
for field, kept in ((graph.node, nodes), (graph.initializer, tensors)):
    del field[:]
    field.extend(kept)
onnx.save(model, target / "model.onnx")
# The weights that are left stand where they stood.
for name in ("model.onnx.data", "model.toml", "tokenizer.json", "token_basis.bin", "calibration.toml"):
    shutil.copy(source / name, target / name)
