import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments


class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        probabilities = torch.softmax(outputs.get("logits"), dim=-1)
        loss_fct = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 3.0]))
        loss = loss_fct(probabilities.view(-1, 2), labels.view(-1))  # warning: softmax-before-cross-entropy
        return (loss, outputs) if return_outputs else loss


model = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=2)
trainer = WeightedTrainer(model=model, args=TrainingArguments("out"), train_dataset=train_set)
trainer.train()
