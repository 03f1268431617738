package io.lanescope.nn.train;

/** The loss of one row and its gradient at the raw outputs, in double, by the formulas as they are written. */
final class ReferenceLoss {

    private ReferenceLoss() {}

    static double value(Loss loss, double[] z, double[] target) {
        return switch (loss) {
            case Loss.CrossEntropy(double smoothing) -> {
                double[] p = softmax(z);
                double sum = 0;
                for (int j = 0; j < z.length; j++) {
                    sum -= truth(smoothing, z.length, j == (int) target[0]) * Math.log(p[j]);
                }
                yield sum;
            }
            case Loss.BinaryCrossEntropy(double smoothing) -> {
                double p = 1 / (1 + Math.exp(-z[0]));
                double t = truth(smoothing, 2, target[0] == 1);
                yield -t * Math.log(p) - (1 - t) * Math.log(1 - p);
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

    static double[] gradient(Loss loss, double[] z, double[] target) {
        double[] gradient = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            gradient[j] = switch (loss) {
                case Loss.CrossEntropy(double smoothing) ->
                    softmax(z)[j] - truth(smoothing, z.length, j == (int) target[0]);
                case Loss.BinaryCrossEntropy(double smoothing) ->
                    1 / (1 + Math.exp(-z[0])) - truth(smoothing, 2, target[0] == 1);
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
