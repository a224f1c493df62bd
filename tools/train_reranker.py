"""Trains the network that reads a question together with a statement, on what `lab calibrate --pairs` wrote.

It begins as the first layers of the embedding model, takes the vectors of words from it as they are, and writes
`reranker.onnx`, with `reranker.onnx.data`: [1, tokens] ids and types (0 question, 1 statement) to [1, 2], how well the statement answers among others,
and the logarithm of the odds that it does.
    python tools/train_reranker.py --model models/multilingual-e5-small-8 --pairs a.jsonl b.jsonl --judge c.jsonl --out FOLDER
"""
import argparse, copy, json, math, pathlib, random, time
import external_weights, numpy as np, onnx, torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

a = argparse.ArgumentParser()
a.add_argument("--model", type=pathlib.Path, required=True, help="folder of the embedding model")
a.add_argument("--pairs", nargs="+", required=True)
a.add_argument("--half", nargs="*", default=[], help="pairs of which half the questions are taken")
a.add_argument("--skip", nargs="*", default=[], help="documents (file=id) whose questions are left out")
a.add_argument("--judge", nargs="*", default=[])
a.add_argument("--out", type=pathlib.Path, required=True)
a.add_argument("--from", dest="begin", type=pathlib.Path, help="weights to begin with: reader.pt, or a reranker.onnx")
a.add_argument("--layers", type=int, default=6)
a.add_argument("--minutes", type=float, default=60)
a.add_argument("--rate", type=float, default=1.2e-4)
a.add_argument("--end", type=float, default=0.01, help="the share of the rate that is left at the end")
a.add_argument("--choices", type=int, default=6)
a.add_argument("--batch", type=int, default=12)
a.add_argument("--threads", type=int, default=2)
a.add_argument("--seed", type=int, default=19)
a.add_argument("--bfloat16", action="store_true", help="multiply coarsely, for processors that are faster so")
a.add_argument("--lower", type=float, default=0, help="the share of questions that are read in small letters, without their mark")
a.add_argument("--average", type=float, default=0, help="how much of the average of all weights stays at each step")
# As in src/embedding/reranker.rs.
OF_QUESTION, OF_CONTEXT, OF_STATEMENT, BEGIN, END = 36, 24, 80, 0, 2
WIDTH, INNER, HEADS, BLOCK, POSITIONS = 384, 1536, 12, 32, 192


class Layer(nn.Module):
    """A layer of a transformer, as BERT has it."""

    def __init__(self):
        super().__init__()
        self.qkv, self.ao = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.fi, self.fo = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.aln, self.oln = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, hidden):
        n, t, _ = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=hidden.to(q.dtype).expand(n, 1, t, t))
        x = self.aln(x + self.ao(seen.transpose(1, 2).reshape(n, t, WIDTH)))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


class Reader(nn.Module):
    """The first layers of the embedding model, over question and statement in one."""

    def __init__(self, folder, layers):
        super().__init__()
        self.coarse = False
        given = {i.name: numpy_helper.to_array(i) for i in onnx.load(folder / "model.onnx").graph.initializer}
        tensor = lambda name: torch.from_numpy(given[name].astype(np.float32))

        # Whole numbers, and a scale for each output.
        matrix = lambda name: torch.from_numpy((given[name + ".w"].astype(np.float32) * given[name + ".s"]).T.copy())
        words = given["word_values"].astype(np.float32).reshape(-1, WIDTH // BLOCK, BLOCK)
        words = words * given["word_scales"].astype(np.float32)[:, :, None]
        self.register_buffer("words", torch.from_numpy(words.reshape(-1, WIDTH)), persistent=False)
        self.pos = nn.Parameter(tensor("positions")[:POSITIONS])
        self.seg = nn.Parameter(torch.zeros(2, WIDTH))
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.ln.weight.data, self.ln.bias.data = tensor("emb.ln.w"), tensor("emb.ln.b")
        self.layers = nn.ModuleList()
        for at in range(layers):
            layer, own = Layer(), f"l{at}."
            layer.qkv.weight.data = torch.cat([matrix(own + name) for name in "qkv"])
            layer.qkv.bias.data = torch.cat([tensor(own + name + ".b") for name in "qkv"])
            for name in "ao", "fi", "fo":
                getattr(layer, name).weight.data, getattr(layer, name).bias.data = matrix(own + name), tensor(own + name + ".b")
            for name in "aln", "oln":
                getattr(layer, name).weight.data, getattr(layer, name).bias.data = tensor(own + name + ".w"), tensor(own + name + ".b")
            self.layers.append(layer)
        self.tok = nn.Linear(WIDTH, 1)
        self.head = nn.Sequential(nn.Linear(3 * WIDTH + 1, 256), nn.GELU(), nn.Linear(256, 2))
        # What a point of the score counts by which statements are ranked before they are read.
        self.before = nn.Parameter(torch.tensor(0.3).log())

    def forward(self, ids, types, mask):
        """To the two scores of each statement, and for each token whether it is of the answer."""
        x = self.ln(self.words[ids] + self.pos[:ids.shape[1]] + self.seg[types])
        hidden = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None]
        with torch.autocast("cpu", torch.bfloat16, enabled=self.coarse):
            for layer in self.layers:
                x = layer(x, hidden)
        x = x.float()
        answer = self.tok(x)[:, :, 0]
        told, asked = (types == 1) & mask, (types == 0) & mask
        mean = lambda of: (x * of[:, :, None]).sum(1) / of.sum(1, keepdim=True)
        best = answer.masked_fill(~told, -1e4).amax(1, keepdim=True)
        return self.head(torch.cat([x[:, 0], mean(asked), mean(told), best], 1)), answer


def written(path):
    """The weights of a network that `export` wrote, as near as seven bits are."""
    graph = onnx.load(path).graph
    given = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    nodes = list(graph.node)
    tensor = lambda name: torch.from_numpy(given[name].astype(np.float32))

    def plain(at):
        """A matrix and its bias, of a product in whole numbers or in fractions."""
        node = nodes[at]
        matrix = given[node.input[1]].astype(np.float32)
        if node.op_type == "MatMulInteger":
            scale = next(n for n in nodes[at:] if n.op_type == "Mul" and n.input[1] in given and given[n.input[1]].shape == matrix.shape[1:])
            matrix = matrix * given[scale.input[1]]
        add = next(n for n in nodes[at:] if n.op_type == "Add" and n.input[1] in given and given[n.input[1]].shape == matrix.shape[1:])
        return torch.from_numpy(matrix.T.copy()), tensor(add.input[1])

    whole = [at for at, n in enumerate(nodes) if n.op_type == "MatMulInteger"]
    parts = [at for at, n in enumerate(nodes) if n.op_type == "MatMul" and n.input[1] in given]
    norms = [n for n in nodes if n.op_type == "LayerNormalization"]
    state = {"ln.weight": tensor(norms[0].input[1]), "ln.bias": tensor(norms[0].input[2])}
    for at in range(len(whole) // 6):
        own = f"layers.{at}."
        q, k, v, ao, fi, fo = map(plain, whole[at * 6:at * 6 + 6])
        state |= {own + "qkv.weight": torch.cat([q[0], k[0], v[0]]), own + "qkv.bias": torch.cat([q[1], k[1], v[1]])}
        for name, (weight, bias) in ("ao", ao), ("fi", fi), ("fo", fo):
            state |= {own + name + ".weight": weight, own + name + ".bias": bias}
        for name, n in ("aln", norms[1 + at * 2]), ("oln", norms[2 + at * 2]):
            state |= {own + name + ".weight": tensor(n.input[1]), own + name + ".bias": tensor(n.input[2])}
    for name, at in zip(("tok", "head.0", "head.2"), parts):
        state[name + ".weight"], state[name + ".bias"] = plain(at)
    gathers = [n for n in nodes if n.op_type == "Gather" and n.input[1] == "token_type_ids"]
    state["seg"] = tensor(gathers[0].input[0])
    state["pos"] = tensor(next(n for n in nodes if n.op_type == "Slice" and n.input[0] in given and given[n.input[0]].shape == (POSITIONS, WIDTH)).input[0])
    return state


def questions(path, tokenizer):
    """The questions of a file, cut into tokens."""
    ids = lambda text: tokenizer.encode(text, add_special_tokens=False)
    found = []
    for line in open(path):
        q = json.loads(line)
        right = [c["answers"] for c in q["choices"]]
        if not any(right):
            right = [c["is_hit"] for c in q["choices"]]
        choices = []
        for c in q["choices"]:
            context = ids(c["context"]).ids[-OF_CONTEXT:] if c["context"] else []
            cut = ids(c["text"])
            told = cut.ids[:OF_STATEMENT - len(context)]
            # Which tokens are of the answer that is expected.
            of = [(at, at + len(e)) for e in q["expected"] if (at := c["text"].lower().find(e.lower())) >= 0][:c["answers"]]
            answer = [i for i, (from_, to) in enumerate(cut.offsets[:len(told)]) if of and from_ < of[0][1] and to > of[0][0]]
            choices.append({**{key: c[key] for key in ("document", "cover", "score", "is_hit")},
                            "ids": np.array([*context, END, *told], np.uint16), "answer": [i + len(context) + 1 for i in answer]})
        if choices:
            found.append({"file": pathlib.Path(path).stem, "is_answerable": q["is_answerable"], "right": right,
                          "ids": ids(q["question"]).ids[:OF_QUESTION], "choices": choices,
                          "lower": ids(q["question"].lower().rstrip(" ?.!")).ids[:OF_QUESTION]})
    return found


def batch(some, count, rng=None, lower=0):
    """What the network is given for some questions, and which choices are right."""
    rows, right, owner, before, chosen = [], [], [], [], []
    for i, q in enumerate(some):
        order = list(range(len(q["choices"])))
        if rng is not None and len(order) > count:
            # The first ones are the hard ones; a right one is always among them.
            hard, rest = order[:count * 2 // 3], order[count * 2 // 3:16]
            good = [c for c in order if q["right"][c]]
            order = hard + rng.sample(rest, min(len(rest), count - len(hard)))
            if good and not any(q["right"][c] for c in order):
                order[-1] = rng.choice(good)
        order = order[:count]
        chosen.append(order)
        asked = q["lower"] if rng is not None and lower and rng.random() < lower else q["ids"]
        for c in order:
            rows.append((asked, q["choices"][c]))
            right.append(float(q["right"][c]))
            owner.append(i)
            before.append(q["choices"][c]["score"] - q["choices"][0]["score"])
    # Few lengths: each is a shape for which the kernels are made ready.
    longest = -(-max(len(asked) + len(c["ids"]) + 3 for asked, c in rows) // 8) * 8
    ids, types = torch.ones(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest, dtype=torch.long)
    mask, answer = torch.zeros(len(rows), longest, dtype=torch.bool), torch.zeros(len(rows), longest)
    for k, (asked, c) in enumerate(rows):
        row, start = [BEGIN, *asked, END, *c["ids"].tolist(), END], len(asked) + 2
        ids[k, :len(row)], types[k, start:len(row)], mask[k, :len(row)] = torch.tensor(row), 1, True
        answer[k, [start + i for i in c["answer"]]] = 1
    return (ids, types, mask), answer, torch.tensor(before), torch.tensor(right), torch.tensor(owner), chosen


def loss_of(scores, told, before, right, owner, count, types, mask, answer):
    rank, says = scores[:, 0] + before, scores[:, 1]
    def lse(values):
        top = torch.full((count,), -1e4).scatter_reduce(0, owner, values, "amax")
        return top + torch.zeros(count).scatter_add(0, owner, (values - top[owner]).exp()).clamp_min(1e-9).log()
    has = torch.zeros(count).scatter_reduce(0, owner, right, "amax") > 0
    won = lse(rank.masked_fill(right == 0, -1e4)) - lse(rank)
    listwise = -won[has].sum() / max(1, int(has.sum()))
    # Every question counts as much as another, whatever it has of choices.
    choices = torch.zeros(count).scatter_add(0, owner, torch.ones_like(right))
    each = F.binary_cross_entropy_with_logits(says, right, reduction="none", pos_weight=torch.tensor(3.0))
    each = (each / choices[owner]).sum() / count * 2
    # Where the answer stands, for statements of which that is known.
    known, of = ((answer.sum(1) > 0) | (right == 0)).float(), ((types == 1) & mask).float()
    where = F.binary_cross_entropy_with_logits(told, answer, reduction="none", pos_weight=torch.tensor(4.0))
    where = ((where * of).sum(1) / of.sum(1) * known).sum() / known.sum().clamp_min(1)
    return listwise + each + 2 * where


def auroc(yes, no):
    yes, no = np.array(yes), np.array(no)
    return float((yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2) if len(yes) and len(no) else math.nan


@torch.no_grad()
def judge(model, sets, count=12, mixes=(0, 0.5, 1, 2, 4, 8, 1e6)):
    """hit@1 and hit@3 on other sets, by how much reading counts beside the score, and whether it tells what has no answer."""
    model.eval()
    rows, tells = [], []
    for some in sets:
        scores, hits = [], []
        for q in some:
            inputs, *_ = batch([q], count)
            scores.append(model(*inputs)[0].numpy())
        for mix in mixes:
            own = []
            for q, read in zip(some, scores):
                if not q["is_answerable"]:
                    continue
                new = np.array([c["score"] for c in q["choices"]]) - 1e9 * (np.arange(len(q["choices"])) >= len(read))
                new[:len(read)] += mix * read[:, 0]
                shown = []
                for c in (q["choices"][i] for i in np.argsort(-new, kind="stable")):
                    inside = any(c["document"] == o["document"] and o["cover"][0] <= c["cover"][0] and c["cover"][1] <= o["cover"][1] for o in shown)
                    if not inside and len(shown) < 3:
                        shown.append(c)
                own.append((shown[0]["is_hit"], any(o["is_hit"] for o in shown)))
            hits.append(np.mean(own, 0))
        rows.append(hits)
        most = [(q["is_answerable"], read[:, 1].max()) for q, read in zip(some, scores)]
        tells.append(auroc([x for is_, x in most if is_], [x for is_, x in most if not is_]))
    model.train()
    print("  " + "  ".join(f"{m:g}: {x:.3f}/{y:.3f}" for m, (x, y) in zip(mixes, np.mean(rows, 0))))
    print("  AUROC " + " ".join(f"{x:.3f}" for x in tells), flush=True)


def export(model, folder, path):
    """Writes the network as ONNX: weights of 7 bits, a scale for each token, the vectors of words by reference."""
    given = {i.name: i for i in onnx.load(folder / "model.onnx", load_external_data=False).graph.initializer}
    nodes, inits, small, quantised = [], [], {}, {}

    def const(array, kind=np.float32):
        array = array.detach().numpy() if torch.is_tensor(array) else np.array(array)
        array = np.ascontiguousarray(array.astype(kind))
        key = (array.tobytes(), array.dtype.str, array.shape)
        if array.size > 8 or key not in small:
            small[key] = f"c{len(inits)}"
            inits.append(numpy_helper.from_array(array, small[key]))
        return small[key]

    def node(op, *ins, outputs=1, **kw):
        names = [f"{op}_{len(nodes)}" + (f"_{k}" if k else "") for k in range(outputs)]
        nodes.append(helper.make_node(op, list(ins), names, name=names[0], **kw))
        return names[0] if outputs == 1 else names

    def linear(x, weight, bias):
        if x not in quantised:
            row = node("Add", node("ReduceMax", node("Abs", x), whole(-1), keepdims=1), const(np.float32(1e-9)))
            quantised[x] = (row, *node("DynamicQuantizeLinear", node("Div", x, row), outputs=3))
        row, values, scale, zero = quantised[x]
        weight = weight.detach().numpy().T
        scales = np.abs(weight).max(0) / 63
        product = node("MatMulInteger", values, const(np.rint(weight / scales), np.int8), zero)
        product = node("Mul", node("Cast", product, to=TensorProto.FLOAT), node("Mul", scale, const(scales)))
        return node("Add", node("Mul", product, row), const(bias))

    whole = lambda *numbers: const(list(numbers), np.int64)
    plain = lambda x, l: node("Add", node("MatMul", x, const(l.weight.T)), const(l.bias))
    norm = lambda x, l: node("LayerNormalization", x, const(l.weight), const(l.bias), axis=-1, epsilon=1e-12)
    heads = lambda x, perm: node("Transpose", node("Reshape", x, whole(0, 0, HEADS, WIDTH // HEADS)), perm=perm)
    inits += [given["word_values"], given["word_scales"]]
    values, scales = (node("Cast", node("Gather", name, "input_ids", axis=0), to=TensorProto.FLOAT) for name in ("word_values", "word_scales"))
    x = node("Mul", node("Reshape", values, whole(0, 0, WIDTH // BLOCK, BLOCK)), node("Unsqueeze", scales, whole(3)))
    x = node("Reshape", x, whole(0, 0, WIDTH))
    length = node("Slice", node("Shape", "input_ids"), whole(1), whole(2))
    x = node("Add", x, node("Slice", const(model.pos), whole(0), length, whole(0)))
    x = norm(node("Add", x, node("Gather", const(model.seg), "token_type_ids", axis=0)), model.ln)
    for l in model.layers:
        weights, biases = l.qkv.weight.split(WIDTH), l.qkv.bias.split(WIDTH)
        perms = [0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]
        q, k, v = (heads(linear(x, w, b), perm) for w, b, perm in zip(weights, biases, perms))
        looks = node("Softmax", node("Mul", node("MatMul", q, k), const(np.float32((WIDTH // HEADS) ** -0.5))), axis=-1)
        seen = node("Reshape", node("Transpose", node("MatMul", looks, v), perm=[0, 2, 1, 3]), whole(0, 0, WIDTH))
        x = norm(node("Add", x, linear(seen, l.ao.weight, l.ao.bias)), l.aln)
        inner = node("Gelu", linear(x, l.fi.weight, l.fi.bias))
        x = norm(node("Add", x, linear(inner, l.fo.weight, l.fo.bias)), l.oln)
    told = node("Cast", "token_type_ids", to=TensorProto.FLOAT)
    asked = node("Sub", const(np.float32(1)), told)
    answer = node("Sub", node("Squeeze", plain(x, model.tok), whole(2)), node("Mul", asked, const(np.float32(1e4))))
    best = node("ReduceMax", answer, whole(1), keepdims=1)
    def mean(of):
        of = node("Unsqueeze", of, whole(2))
        return node("Div", node("ReduceSum", node("Mul", x, of), whole(1), keepdims=0), node("ReduceSum", of, whole(1), keepdims=0))
    first = node("Squeeze", node("Slice", x, whole(0), whole(1), whole(1)), whole(1))
    out = plain(node("Concat", first, mean(asked), mean(told), best, axis=1), model.head[0])
    nodes.append(helper.make_node("Identity", [plain(node("Gelu", out), model.head[2])], ["scores"], name="scores"))
    ids = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "tokens"]) for name in ("input_ids", "token_type_ids")]
    scores = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, 2])]
    written = helper.make_model(helper.make_graph(nodes, "reranker", ids, scores, inits), opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    external_weights.write(written, path)


def main():
    args = a.parse_args()
    torch.manual_seed(args.seed); rng = random.Random(args.seed); torch.set_num_threads(args.threads)
    tokenizer = Tokenizer.from_file(str(args.model / "tokenizer.json"))
    skip = set(args.skip)
    useful = lambda q: (not q["is_answerable"] or any(q["right"])) and f"{q['file']}={q['choices'][0]['document']}" not in skip
    train = [q for f in args.pairs for q in questions(f, tokenizer) if useful(q)]
    for f in args.half:
        some = [q for q in questions(f, tokenizer) if useful(q)]
        train += rng.sample(some, len(some) // 2)
    sets = [questions(f, tokenizer) for f in args.judge]
    model = Reader(args.model, args.layers)
    model.coarse = args.bfloat16
    if args.begin:
        if args.begin.suffix == ".onnx":
            model.load_state_dict(written(args.begin), strict=False)
        else:
            model.load_state_dict(torch.load(args.begin))
    average = copy.deepcopy(model)
    print(len(train), "questions;", sum(p.numel() for p in model.parameters()), "weights", flush=True)
    groups = [{"params": [p for p in model.parameters() if (p.dim() > 1) == is_matrix], "weight_decay": 0.01 * is_matrix} for is_matrix in (True, False)]
    opt = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98))
    size = lambda q: np.mean([len(c["ids"]) for c in q["choices"][:8]]) + len(q["ids"])
    begun, step, total, part = time.time(), 0, 0.0, 0.0
    while part < 1:
        rng.shuffle(train)
        # Questions whose statements are alike in length are read together.
        now = [q for at in range(0, len(train), args.batch * 16) for q in sorted(train[at:at + args.batch * 16], key=size)]
        batches = [now[at:at + args.batch] for at in range(0, len(now), args.batch)]
        rng.shuffle(batches)
        for some in batches:
            part = (time.time() - begun) / 60 / args.minutes
            if part >= 1:
                break
            step += 1
            for group in opt.param_groups:
                group["lr"] = args.rate * min(1, step / 60) * max(args.end, 1 - part)
            inputs, answer, before, right, owner, _ = batch(some, args.choices, rng, args.lower)
            scores, told = model(*inputs)
            loss = loss_of(scores, told, before * model.before.exp(), right, owner, len(some), *inputs[1:], answer)
            opt.zero_grad(); loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0); opt.step()
            kept = min(args.average, step / (step + 20))
            with torch.no_grad():
                for mean, now in zip(average.parameters(), model.parameters()):
                    mean.lerp_(now, 1 - kept)
            total += loss.item()
            if step % 300 == 0:
                args.out.mkdir(parents=True, exist_ok=True); torch.save(average.state_dict(), args.out / "reader.pt")
            if step % 40 == 0:
                print(f"  step {step}, {step * args.batch} questions, {time.time() - begun:.0f} s: loss {total / 40:.3f}", flush=True)
                total = 0.0
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(average.state_dict(), args.out / "reader.pt")
    export(average, args.model, args.out / "reranker.onnx")
    if sets:
        judge(average, sets)


if __name__ == "__main__":
    main()
