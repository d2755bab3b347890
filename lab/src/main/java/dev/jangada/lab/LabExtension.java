package dev.jangada.lab;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the shared clusters: each is started when first asked for and closed at the end of the test plan. */
final class LabExtension implements ParameterResolver {

    private static final Namespace CLUSTERS = Namespace.create(LabExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ControlPlane.class
                && (parameter.isAnnotated(SourceCluster.class) || parameter.isAnnotated(TargetCluster.class));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String role = parameter.isAnnotated(SourceCluster.class) ? "source" : "target";
        // The root's store closes what it holds, the last one first, when the test plan ends.
        return context.getRoot()
                .getStore(CLUSTERS)
                .computeIfAbsent(role, first -> ControlPlane.start(), ControlPlane.class);
    }
}
