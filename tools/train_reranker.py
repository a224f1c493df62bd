"""Trains the network that reads a question with a statement, on what `fundstelle calibrate --pairs` wrote.

Its input is what the index keeps: the vectors of the tokens of question and statement, as the embedding model made them.
    python tools/train_reranker.py --pairs a.jsonl b.jsonl --judge c.jsonl --out FOLDER
"""
import argparse, json, math, pathlib, random, time
import numpy as np, torch
from torch import nn
from torch.nn import functional as F

a = argparse.ArgumentParser()
a.add_argument("--pairs", nargs="+", required=True)
a.add_argument("--few", nargs="*", default=[], help="pairs of which a share is taken each time")
a.add_argument("--share", type=float, default=0.25)
a.add_argument("--judge", nargs="*", default=[])
a.add_argument("--skip", nargs="*", default=[], help="documents (file=id) whose questions are left out")
a.add_argument("--out", type=pathlib.Path, required=True)
a.add_argument("--epochs", type=int, default=6)
a.add_argument("--rate", type=float, default=1e-3)
a.add_argument("--choices", type=int, default=12)
a.add_argument("--batch", type=int, default=16)
a.add_argument("--layers", type=int, default=2)
a.add_argument("--width", type=int, default=96)
a.add_argument("--drop", type=float, default=0.15)
a.add_argument("--residual", type=float, default=1.0)
a.add_argument("--minutes", type=float, default=60)
a.add_argument("--threads", type=int, default=2)
a.add_argument("--from", dest="begin", type=pathlib.Path, help="weights to begin with: reader.pt")
a.add_argument("--seed", type=int, default=19)
AXES, LATENTS, TOKENS, ASKED, HEADS = 128, 4, 56, 32, 4


class Questions:
    """The questions of a file, and the vectors of their tokens."""

    def __init__(self, path):
        path = pathlib.Path(path)
        raw = np.fromfile(path.with_suffix(".vectors"), np.uint8).reshape(-1, 4 + AXES)
        self.name = path.stem
        self.scale = torch.from_numpy(raw[:, :4].copy().view(np.float32)[:, 0])
        self.rows = torch.from_numpy(raw[:, 4:].copy().view(np.int8))
        self.all = []
        for line in path.open():
            q = json.loads(line)
            q["of"] = self
            right = [c["answers"] for c in q["choices"]]
            if not any(right):
                right = [c["is_hit"] for c in q["choices"]]
            q["right"] = right
            if q["choices"] and q["tokens"][1]:
                self.all.append(q)

    def vectors(self, first, count):
        return self.rows[first:first + count].float() * self.scale[first:first + count, None]


class Reader(nn.Module):
    """Question tokens look at the tokens of a statement, and the sum says whether it answers."""

    def __init__(self, layers, d, drop):
        super().__init__()
        self.d = d
        self.ask, self.tell = nn.Linear(AXES, d), nn.Linear(AXES, d)
        self.asked, self.told = nn.Linear(2, d), nn.Linear(1, d)
        self.place = nn.Parameter(torch.randn(TOKENS, d) * 0.02)
        self.latent = nn.Parameter(torch.randn(LATENTS, d) * 0.2)
        self.norm = nn.LayerNorm(d)
        self.layers = nn.ModuleList([nn.ModuleDict(dict(
            n1=nn.LayerNorm(d), q=nn.Linear(d, d), k=nn.Linear(d, d), v=nn.Linear(d, d), o=nn.Linear(d, d),
            n2=nn.LayerNorm(d), sq=nn.Linear(d, d), sk=nn.Linear(d, d), sv=nn.Linear(d, d), so=nn.Linear(d, d),
            n3=nn.LayerNorm(d), up=nn.Linear(d, 2 * d), down=nn.Linear(2 * d, d))) for _ in range(layers)])
        self.like = nn.Parameter(torch.tensor([8.0, 4.0, 0.0, 0.0]).repeat(layers, 1))
        self.last = nn.LayerNorm(d)
        self.out = nn.Sequential(nn.Linear(2 * d, d), nn.GELU(), nn.Linear(d, 2))
        self.drop = nn.Dropout(drop)
        # What a point of the score counts by which statements are ranked before they are read.
        self.before = nn.Parameter(torch.tensor(0.3).log())

    def heads(self, x):
        return x.view(x.shape[0], x.shape[1], HEADS, -1).transpose(1, 2)

    def attend(self, q, k, v, bias):
        weights = (self.heads(q) @ self.heads(k).transpose(2, 3)) / math.sqrt(self.d / HEADS) + bias
        mixed = self.drop(weights.softmax(-1)) @ self.heads(v)
        return mixed.transpose(1, 2).flatten(2)

    def forward(self, question, weight, statement, mask):
        """question [N, Q, 128] (0 where none), weight [N, Q], statement [N, S, 128], mask [N, S] (1 where a token is)."""
        n = question.shape[0]
        like = question @ statement.transpose(1, 2)
        hidden = (mask - 1.0) * 1e4
        met = (like + hidden[:, None, :]).amax(2).clamp_min(-1)
        asks = (weight > 0).to(question.dtype)
        meets = (like + ((asks - 1.0) * 1e4)[:, :, None]).amax(1).clamp_min(-1)
        x = self.ask(question * 8) + self.asked(torch.stack([met, weight * 8], 2))
        x = torch.cat([self.latent.expand(n, -1, -1), self.drop(x)], 1)
        t = self.tell(statement * 8) + self.told(meets[:, :, None]) + self.place[:statement.shape[1]]
        t = self.norm(self.drop(t))
        across = hidden[:, None, None, :]
        own = torch.cat([asks.new_ones(n, LATENTS), asks], 1)
        among = ((own - 1.0) * 1e4)[:, None, None, :]
        near = F.pad(like, (0, 0, LATENTS, 0))[:, None]
        for at, l in enumerate(self.layers):
            y = l["n1"](x)
            x = x + self.drop(l["o"](self.attend(l["q"](y), l["k"](t), l["v"](t), across + near * self.like[at].view(1, -1, 1, 1))))
            y = l["n2"](x)
            x = x + self.drop(l["so"](self.attend(l["sq"](y), l["sk"](y), l["sv"](y), among)))
            y = l["n3"](x)
            x = x + self.drop(l["down"](F.gelu(l["up"](y))))
        x = self.last(x)
        pooled = (x[:, LATENTS:] * (weight * asks)[:, :, None]).sum(1)
        return self.out(torch.cat([x[:, 0], pooled], 1))


def batch(questions, count, rng=None):
    """What the network is given for some questions, and which choices are right."""
    chosen = []
    for q in questions:
        order = list(range(len(q["choices"])))
        if rng is not None and len(order) > count:
            # The first ones are the hard ones; a right one is always among them.
            head = order[:count // 2] + rng.sample(order[count // 2:], count - count // 2)
            right = [c for c in order if q["right"][c]]
            if right and not any(q["right"][c] for c in head):
                head[-1] = rng.choice(right)
            order = head
        chosen.append(order[:count])
    n = sum(map(len, chosen))
    s = min(TOKENS, max(1, max(q["choices"][c]["tokens"][1] for q, o in zip(questions, chosen) for c in o)))
    w = min(ASKED, max(q["tokens"][1] for q in questions))
    asked, weight = torch.zeros(n, w, AXES), torch.zeros(n, w)
    told, mask = torch.zeros(n, s, AXES), torch.zeros(n, s)
    before = torch.zeros(n)
    right, owner, at = torch.zeros(n), torch.zeros(n, dtype=torch.long), 0
    for i, (q, order) in enumerate(zip(questions, chosen)):
        own = q["of"].vectors(*q["tokens"])[:w]
        of = torch.tensor(q["weights"])[:w]
        for c in order:
            rows = q["of"].vectors(*q["choices"][c]["tokens"])[:s]
            asked[at, :len(own)], weight[at, :len(of)] = own, of
            told[at, :len(rows)], mask[at, :len(rows)] = rows, 1
            before[at] = q["choices"][c]["score"] - q["choices"][0]["score"]
            right[at], owner[at] = float(q["right"][c]), i
            at += 1
    return asked, weight, told, mask, before, right, owner, chosen


def loss_of(scores, before, right, owner, questions):
    rank, says = scores[:, 0] + before, scores[:, 1]
    n = len(questions)
    def lse(values):
        top = torch.full((n,), -1e4).scatter_reduce(0, owner, values, "amax")
        return top + torch.zeros(n).scatter_add(0, owner, (values - top[owner]).exp()).clamp_min(1e-9).log()
    has = torch.zeros(n).scatter_reduce(0, owner, right, "amax") > 0
    won = lse(rank.masked_fill(right == 0, -1e4)) - lse(rank)
    listwise = -(won[has].sum()) / max(1, int(has.sum()))
    # Every question counts as much as another, whatever it has of choices.
    count = torch.zeros(n).scatter_add(0, owner, torch.ones_like(right))
    each = F.binary_cross_entropy_with_logits(says, right, reduction="none", pos_weight=torch.tensor(3.0))
    return listwise + (each / count[owner]).sum() / n * 2.0


@torch.no_grad()
def read(model, questions, count=32):
    """The two scores of each choice of each question."""
    model.eval()
    order = sorted(range(len(questions)), key=lambda i: max(c["tokens"][1] for c in questions[i]["choices"]))
    scores = [None] * len(questions)
    for at in range(0, len(order), 16):
        some = [questions[i] for i in order[at:at + 16]]
        *inputs, _, _, owner, chosen = batch(some, count)
        out = model(*inputs)
        for k, i in enumerate(order[at:at + 16]):
            scores[i] = out[owner == k].numpy()
    return scores


def auroc(yes, no):
    yes, no = np.array(yes), np.array(no)
    return float(((yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2)) if len(yes) and len(no) else math.nan


def judge(model, sets, mixes=(0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0), counts=(12, 24)):
    """hit@1 on other sets: as ranked before, by what is read alone, and by both."""
    for count in counts:
        rows = []
        for s in sets:
            scores, own = s.scores, []
            for mix in mixes:
                hits = [0, 0]
                for q, read in zip(s.all, scores):
                    if not q["is_answerable"]:
                        continue
                    old = np.array([c["score"] for c in q["choices"]])[:len(read)]
                    new = old.copy()
                    new[count:] -= 100
                    new[:count] += mix * read[:count, 0]
                    top = np.argsort(-new, kind="stable")
                    shown = []
                    for c in top:
                        choice = q["choices"][c]
                        inside = any(choice["document"] == o["document"] and o["cover"][0] <= choice["cover"][0] and choice["cover"][1] <= o["cover"][1] for o in shown)
                        if not inside:
                            shown.append(choice)
                        if len(shown) == 3:
                            break
                    hits[0] += shown[0]["is_hit"]
                    hits[1] += any(o["is_hit"] for o in shown)
                n = max(1, sum(q["is_answerable"] for q in s.all))
                own.append((hits[0] / n, hits[1] / n))
            rows.append(own)
        for name, some in ("tune", rows[:3]), ("fit", rows[3:]):
            if some:
                mean = np.array(some).mean(0)
                print(f"  {name}, first {count}: " + "  ".join(f"{m}: {x:.3f}/{y:.3f}" for m, (x, y) in zip(mixes, mean)))
    au = []
    for s in sets:
        best = lambda read: read[:16, 1].max()
        au.append(auroc([best(r) for q, r in zip(s.all, s.scores) if q["is_answerable"]], [best(r) for q, r in zip(s.all, s.scores) if not q["is_answerable"]]))
    print("  auroc " + " ".join(f"{x:.3f}" for x in au), flush=True)


def export(model, path):
    """Writes the network as ONNX, for a question without padding: [1, Q, 128], [1, Q], [N, S, 128], [N, S] to [N, 2]."""
    from onnx import TensorProto as TP, helper as h, numpy_helper as nh
    nodes, inits, names = [], [], {}
    d = model.d

    def const(array, kind=np.float32):
        name = f"c{len(inits)}"
        array = array.detach().numpy() if torch.is_tensor(array) else np.array(array)
        inits.append(nh.from_array(np.ascontiguousarray(array.astype(kind)), name))
        return name

    def whole(*numbers):
        if numbers not in names:
            names[numbers] = const(list(numbers), np.int64)
        return names[numbers]

    def node(op, *ins, **kw):
        name = f"{op}_{len(nodes)}"
        nodes.append(h.make_node(op, list(ins), [name], name=name, **kw))
        return name

    linear = lambda x, l: node("Add", node("MatMul", x, const(l.weight.T)), const(l.bias))
    norm = lambda x, l: node("LayerNormalization", x, const(l.weight), const(l.bias), axis=-1, epsilon=1e-5)
    times = lambda x, number: node("Mul", x, const(np.float32(number)))
    heads = lambda x, perm: node("Transpose", node("Reshape", x, whole(0, 0, HEADS, d // HEADS)), perm=perm)

    def attend(l, x, other, names, bias):
        q, k, v = (l[name] for name in names)
        weights = node("MatMul", heads(linear(x, q), [0, 2, 1, 3]), heads(linear(other, k), [0, 2, 3, 1]))
        weights = times(weights, 1 / math.sqrt(d / HEADS))
        if bias:
            weights = node("Add", weights, bias)
        mixed = node("MatMul", node("Softmax", weights, axis=-1), heads(linear(other, v), [0, 2, 1, 3]))
        return node("Reshape", node("Transpose", mixed, perm=[0, 2, 1, 3]), whole(0, 0, d))

    like = node("MatMul", "question", node("Transpose", "statement", perm=[0, 2, 1]))
    hidden = times(node("Sub", "mask", const(np.float32(1))), 1e4)
    met = node("ReduceMax", node("Add", like, node("Unsqueeze", hidden, whole(1))), whole(2), keepdims=0)
    met = node("Max", met, const(np.float32(-1)))
    meets = node("Max", node("ReduceMax", like, whole(1), keepdims=0), const(np.float32(-1)))
    zero = times(node("Slice", "mask", whole(0), whole(1), whole(1)), 0.0)
    heavy = node("Add", times("weight", 8.0), zero)
    asked = node("Concat", node("Unsqueeze", met, whole(2)), node("Unsqueeze", heavy, whole(2)), axis=2)
    x = node("Add", linear(asked, model.asked), linear(times("question", 8.0), model.ask))
    latent = node("Add", const(model.latent[None]), node("Unsqueeze", zero, whole(2)))
    x = node("Concat", latent, x, axis=1)
    t = node("Add", linear(times("statement", 8.0), model.tell), linear(node("Unsqueeze", meets, whole(2)), model.told))
    length = node("Slice", node("Shape", "mask"), whole(1), whole(2), whole(0))
    t = norm(node("Add", t, node("Slice", const(model.place), whole(0), length, whole(0))), model.norm)
    across = node("Unsqueeze", hidden, whole(1, 2))
    none = times(node("Slice", like, whole(0), whole(1), whole(1)), 0.0)
    near = node("Unsqueeze", node("Concat", *[none] * LATENTS, like, axis=1), whole(1))
    for at, l in enumerate(model.layers):
        bias = node("Add", across, node("Mul", near, const(model.like[at].view(1, -1, 1, 1))))
        x = node("Add", x, linear(attend(l, norm(x, l["n1"]), t, "qkv", bias), l["o"]))
        y = norm(x, l["n2"])
        x = node("Add", x, linear(attend(l, y, y, ("sq", "sk", "sv"), None), l["so"]))
        y = norm(x, l["n3"])
        x = node("Add", x, linear(node("Gelu", linear(y, l["up"])), l["down"]))
    x = norm(x, model.last)
    first = node("Squeeze", node("Slice", x, whole(0), whole(1), whole(1)), whole(1))
    rest = node("Slice", x, whole(LATENTS), whole(10 ** 6), whole(1))
    pooled = node("ReduceSum", node("Mul", rest, node("Unsqueeze", "weight", whole(2))), whole(1), keepdims=0)
    out = linear(node("Concat", first, pooled, axis=1), model.out[0])
    out = linear(node("Gelu", out), model.out[2])
    nodes.append(h.make_node("Identity", [out], ["scores"], name="scores"))
    given = lambda name, *form: h.make_tensor_value_info(name, TP.FLOAT, form)
    graph = h.make_graph(nodes, "reranker", [given("question", 1, "q", AXES), given("weight", 1, "q"),
                         given("statement", "n", "s", AXES), given("mask", "n", "s")], [given("scores", "n", 2)], inits)
    written = h.make_model(graph, opset_imports=[h.make_opsetid("", 20)], ir_version=9)
    pathlib.Path(path).write_bytes(written.SerializeToString())


def main():
    args = a.parse_args()
    torch.manual_seed(args.seed); rng = random.Random(args.seed); torch.set_num_threads(args.threads)
    skip = set(args.skip)
    useful = lambda s: [q for q in s.all if (not q["is_answerable"] or any(q["right"])) and not any(f"{s.name}={c['document']}" in skip for c in q["choices"][:1])]
    train = [q for f in args.pairs for q in useful(Questions(f))]
    few = [q for f in args.few for q in useful(Questions(f))]
    sets = [Questions(f) for f in args.judge]
    model = Reader(args.layers, args.width, args.drop)
    if args.begin:
        model.load_state_dict(torch.load(args.begin, weights_only=False)["state"])
    print(len(train), len(few), "questions;", sum(p.numel() for p in model.parameters()), "weights", flush=True)
    steps = args.epochs * math.ceil((len(train) + int(len(few) * args.share)) / args.batch)
    decay = [p for p in model.parameters() if p.dim() > 1]
    rest = [p for p in model.parameters() if p.dim() <= 1]
    opt = torch.optim.AdamW([{"params": decay, "weight_decay": 0.05}, {"params": rest, "weight_decay": 0.0}], lr=args.rate, betas=(0.9, 0.98))
    begun, step = time.time(), 0
    for epoch in range(args.epochs):
        now = train + rng.sample(few, int(len(few) * args.share))
        rng.shuffle(now)
        # Questions whose statements are alike in length are read together.
        size = lambda q: np.mean([c["tokens"][1] for c in q["choices"]])
        now = [q for at in range(0, len(now), args.batch * 16) for q in sorted(now[at:at + args.batch * 16], key=size)]
        batches = [now[at:at + args.batch] for at in range(0, len(now), args.batch)]
        rng.shuffle(batches)
        model.train(); total, done = 0.0, step
        for some in batches:
            step += 1
            part = max(step / steps, (time.time() - begun) / 60 / args.minutes)
            for group in opt.param_groups:
                group["lr"] = args.rate * min(1, step / 150) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1, part))))
            *inputs, before, right, owner, _ = batch(some, args.choices, rng)
            keep = (torch.rand(inputs[3].shape) > 0.03).float()
            inputs[3] = torch.maximum(inputs[3] * keep, F.one_hot(torch.zeros(len(keep), dtype=torch.long), keep.shape[1]).float())
            loss = loss_of(model(*inputs), before * model.before.exp() * args.residual, right, owner, some)
            opt.zero_grad(); loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0); opt.step()
            total += loss.item()
            if step % 50 == 0:
                print(f"  step {step} of {steps}: loss {total / (step - done):.3f}, {time.time() - begun:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.time() - begun:.0f} s", flush=True)
        if sets:
            for s in sets:
                s.scores = read(model, s.all)
            print(f"  a point of the score counts {model.before.exp().item():.3f}: mix {1 / model.before.exp().item():.2f}")
            judge(model, sets)
        args.out.mkdir(parents=True, exist_ok=True)
        export(model, args.out / "reranker.onnx")
        torch.save({"state": model.state_dict(), "args": vars(args)}, args.out / "reader.pt")
        if time.time() - begun > args.minutes * 60:
            break


if __name__ == "__main__":
    main()
