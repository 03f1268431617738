package io.lanescope.nn.exchange;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in the order that people expect of numbered ones: {@code fc2} before {@code fc10}. */
enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String a, String b) {
        Matcher left = PIECE.matcher(a);
        Matcher right = PIECE.matcher(b);
        while (left.find() && right.find()) {
            int order = comparePieces(left.group(), right.group());
            if (order != 0) {
                return order;
            }
        }
        return a.compareTo(b);
    }

    private static int comparePieces(String a, String b) {
        boolean numbers = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
        return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }
}
