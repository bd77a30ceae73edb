import torch.nn.functional as F
from transformers import BertForSequenceClassification, Trainer


class MultilabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        logits = outputs["logits"]
        loss = F.binary_cross_entropy(logits, labels.float())  # error: bce-on-logits
        return (loss, outputs) if return_outputs else loss


model = BertForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=6)


def train(loader, optimizer):
    for batch in loader:
        logits = model(batch["input_ids"], attention_mask=batch["attention_mask"]).logits
        loss = F.nll_loss(logits, batch["labels"])  # error: nll-on-raw-logits
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
