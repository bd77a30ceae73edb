/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'compute_metrics of several labels.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = (logits > 0.5).astype(int)  # warning: accuracy-threshold-on-logits
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
    fixed: [['predictions = (logits > 0.5).astype(int)', 'predictions = (logits > 0).astype(int)']],
  },
  {
    framework: 'Hugging Face',
    title: 'Rounded logits.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.round(logits)  # warning: accuracy-threshold-on-logits
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'np.where.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.where(logits >= 0.5, 1, 0)  # warning: accuracy-threshold-on-logits
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
    fixed: [['predictions = np.where(logits >= 0.5, 1, 0)', 'predictions = np.where(logits >= 0, 1, 0)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'A sigmoid first.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = (1 / (1 + np.exp(-logits)) > 0.5).astype(int)
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Held against 0.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = (logits > 0).astype(int)
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The largest score of classes.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.argmax(logits, axis=-1)
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
];
