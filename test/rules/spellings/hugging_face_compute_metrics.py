import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments


def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = (logits > 0.5).astype(int)  # warning: accuracy-threshold-on-logits
    return {"accuracy": (predictions == labels).mean()}


def by_name(p):
    chosen = np.where(p.predictions >= 0.5, 1, 0)  # warning: accuracy-threshold-on-logits
    return {"accuracy": float((chosen == p.label_ids).mean())}


model = AutoModelForSequenceClassification.from_pretrained(
    "bert-base-uncased", num_labels=6, problem_type="multi_label_classification"
)
for metrics in (compute_metrics, by_name):
    trainer = Trainer(model=model, args=TrainingArguments("out"), compute_metrics=metrics)
    trainer.train()
