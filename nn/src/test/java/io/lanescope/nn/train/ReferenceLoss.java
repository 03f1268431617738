package io.lanescope.nn.train;

/** The loss of one row and its gradient at the raw outputs, in double, by the formulas as they are written. */
final class ReferenceLoss {

    private ReferenceLoss() {}

    static double value(Loss loss, double[] z, double[] target, double[] classWeights) {
        return switch (loss) {
            case Loss.CrossEntropy(double smoothing) -> {
                double[] p = softmax(z);
                double sum = 0;
                for (int j = 0; j < z.length; j++) {
                    sum -= weight(classWeights, j) * truth(smoothing, z.length, j == (int) target[0]) * Math.log(p[j]);
                }
                yield sum;
            }
            case Loss.BinaryCrossEntropy(double smoothing) -> {
                double p = 1 / (1 + Math.exp(-z[0]));
                double t = truth(smoothing, 2, target[0] == 1);
                yield -weight(classWeights, 1) * t * Math.log(p) - weight(classWeights, 0) * (1 - t) * Math.log(1 - p);
            }
            case Loss.MeanSquaredError _,Loss.MeanAbsoluteError _,Loss.Huber _ -> {
                double sum = 0;
                for (int j = 0; j < z.length; j++) {
                    sum += error(loss, z[j] - target[j]) / z.length;
                }
                yield sum;
            }
        };
    }

    static double[] gradient(Loss loss, double[] z, double[] target, double[] classWeights) {
        double[] gradient = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            gradient[j] = switch (loss) {
                case Loss.CrossEntropy(double smoothing) -> {
                    double sum = 0;
                    for (int c = 0; c < z.length; c++) {
                        sum += weight(classWeights, c) * truth(smoothing, z.length, c == (int) target[0])
                                * (softmax(z)[j] - (c == j ? 1 : 0));
                    }
                    yield sum;
                }
                case Loss.BinaryCrossEntropy(double smoothing) -> {
                    double p = 1 / (1 + Math.exp(-z[0]));
                    double t = truth(smoothing, 2, target[0] == 1);
                    yield weight(classWeights, 1) * t * (p - 1) + weight(classWeights, 0) * (1 - t) * p;
                }
                case Loss.MeanSquaredError _,Loss.MeanAbsoluteError _,Loss.Huber _ ->
                    slope(loss, z[j] - target[j]) / z.length;
            };
        }
        return gradient;
    }

    private static double[] softmax(double[] z) {
        double[] p = new double[z.length];
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            p[j] = Math.exp(z[j]);
            sum += p[j];
        }
        for (int j = 0; j < z.length; j++) {
            p[j] /= sum;
        }
        return p;
    }

    private static double weight(double[] classWeights, int label) {
        return classWeights.length == 0 ? 1 : classWeights[label];
    }

    private static double truth(double smoothing, int classes, boolean label) {
        return (label ? 1 - smoothing : 0) + smoothing / classes;
    }

    private static double error(Loss loss, double e) {
        return switch (loss) {
            case Loss.MeanAbsoluteError _ -> Math.abs(e);
            case Loss.Huber(double delta) -> Math.abs(e) <= delta ? e * e / 2 : delta * (Math.abs(e) - delta / 2);
            default -> e * e;
        };
    }

    private static double slope(Loss loss, double e) {
        return switch (loss) {
            case Loss.MeanAbsoluteError _ -> Math.signum(e);
            case Loss.Huber(double delta) -> Math.abs(e) <= delta ? e : delta * Math.signum(e);
            default -> 2 * e;
        };
    }
}
