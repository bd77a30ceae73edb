import keras

labels = keras.ops.convert_to_tensor([[1.0], [0.0]])
scores = keras.ops.convert_to_tensor([[0.6], [-0.3]])
loss = keras.losses.Hinge()(labels, scores)
