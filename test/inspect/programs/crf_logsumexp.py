import torch


def log_sum_exp(vec):
    max_score, _ = vec.max(dim=-1, keepdim=True)
    return max_score.squeeze(-1) + torch.log(torch.sum(torch.exp(vec - max_score), dim=-1))


START, STOP = 3, 4
torch.manual_seed(1)
transitions = torch.nn.Parameter(torch.randn(5, 5))
with torch.no_grad():
    transitions[START, :] = -10000.0
    transitions[:, STOP] = -10000.0
feats = torch.nn.Parameter(torch.randn(4, 5))


def forward_alg(feats):
    alphas = torch.full((1, 5), -10000.0)
    alphas[0][START] = 0.0
    forward_var = alphas
    for feat in feats:
        alphas_t = []
        for next_tag in range(5):
            emit_score = feat[next_tag].view(1, -1).expand(1, 5)
            trans_score = transitions[next_tag].view(1, -1)
            next_tag_var = forward_var + trans_score + emit_score
            alphas_t.append(log_sum_exp(next_tag_var).view(1))
        forward_var = torch.cat(alphas_t).view(1, -1)
    terminal_var = forward_var + transitions[STOP]
    return log_sum_exp(terminal_var)[0]


def score_sentence(feats, tags):
    score = torch.zeros(1)
    tags = torch.cat([torch.tensor([START], dtype=torch.long), tags])
    for i, feat in enumerate(feats):
        score = score + transitions[tags[i + 1], tags[i]] + feat[tags[i + 1]]
    score = score + transitions[STOP, tags[-1]]
    return score[0]


def viterbi(feats):
    backpointers = []
    init = torch.full((1, 5), -10000.0)
    init[0][START] = 0
    forward_var = init
    for feat in feats:
        bptrs_t, viterbivars_t = [], []
        for next_tag in range(5):
            next_tag_var = forward_var + transitions[next_tag]
            best = torch.argmax(next_tag_var).item()
            bptrs_t.append(best)
            viterbivars_t.append(next_tag_var[0][best].view(1))
        forward_var = (torch.cat(viterbivars_t) + feat).view(1, -1)
        backpointers.append(bptrs_t)
    terminal_var = forward_var + transitions[STOP]
    best = torch.argmax(terminal_var).item()
    score = terminal_var[0][best]
    path = [best]
    for bptrs_t in reversed(backpointers):
        best = bptrs_t[best]
        path.append(best)
    assert path.pop() == START
    path.reverse()
    return score, path


tags = torch.tensor([0, 1, 2, 1])
optimizer = torch.optim.SGD([transitions, feats], lr=0.1, weight_decay=1e-4)
for epoch in range(5):
    nll = forward_alg(feats) - score_sentence(feats, tags)
    optimizer.zero_grad()
    nll.backward()
    optimizer.step()
    print(epoch, f"{nll.item():.4f}")
with torch.no_grad():
    score, path = viterbi(feats)
print(f"{score.item():.4f}", path)
