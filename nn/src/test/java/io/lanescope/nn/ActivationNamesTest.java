package io.lanescope.nn;

import java.util.Optional;

import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ActivationNamesTest {

    @Test
    void everyListedNameIsReadAndWrittenBack() {
        String[] names = ActivationNames.ALL.split(", ");
        assertEquals(Activation.class.getPermittedSubclasses().length, names.length);
        for (String name : names) {
            assertEquals(name, ActivationNames.format(ActivationNames.parse(name).orElseThrow()));
        }
    }

    @Test
    void parametersAreReadAndMayBeMissing() {
        assertEquals(Optional.of(new Activation.Elu(0.5f)), ActivationNames.parse("elu(0.5)"));
        assertEquals(Optional.of(new Activation.Elu(1)), ActivationNames.parse(" ELU "));
        assertEquals(Optional.of(new Activation.LeakyRelu(0.01f)), ActivationNames.parse("leaky-relu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sine", "relu(1)", "elu(", "elu()", "elu(x)", "elu(NaN)", "elu(1", "leaky_relu(1e99)"})
    void otherTextIsNoActivation(String text) {
        assertEquals(Optional.empty(), ActivationNames.parse(text));
    }
}
