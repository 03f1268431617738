/** Networks as ONNX files: the graphs that PyTorch, Keras and scikit-learn are exported to, and our own. */
@NullMarked
package io.lanescope.nn.exchange.onnx;

import org.jspecify.annotations.NullMarked;
