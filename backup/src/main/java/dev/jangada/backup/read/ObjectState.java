package dev.jangada.backup.read;

import dev.jangada.backup.format.Backup;
import dev.jangada.kube.model.KubeObject;
import java.util.Optional;

/**
 * One object in a backup, where it is not as it was in the one before.
 *
 * @param backup the first backup that has it so
 * @param object the object; empty if it was not there any more
 * @param isNew whether an earlier backup tells that it was not there
 */
public record ObjectState(Backup backup, Optional<KubeObject> object, boolean isNew) {}
