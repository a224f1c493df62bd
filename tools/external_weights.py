"""Writes a network as ONNX with its weights in a file beside it, for cut_model.py and train_reranker.py."""
import pathlib

from onnx import ModelProto, TensorProto

# What is smaller stays in the network itself.
APART = 1024


def write(model: ModelProto, path: pathlib.Path) -> int:
    """Writes PATH and PATH.data, and returns how many bytes the weights have.

    Each begins at a multiple of 64 bytes: a program that maps the file, or links it, need not copy them.
    """
    apart = path.with_name(path.name + ".data")
    data = bytearray()
    for tensor in model.graph.initializer:
        raw = tensor.raw_data
        if len(raw) < APART:
            continue
        data += bytes(-len(data) % 64)
        for key, value in (("location", apart.name), ("offset", len(data)), ("length", len(raw))):
            tensor.external_data.add(key=key, value=str(value))
        data += raw
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
    apart.write_bytes(data)
    path.write_bytes(model.SerializeToString())
    return len(data)
