package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelSource;
import dev.bailiwick.api.v1alpha1.PodVolume;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Volumes of a replica and where the engine sees them: the model, writable caches, shared memory, the user's own. */
final class Volumes {
    private final List<Volume> volumes = new ArrayList<>();
    private final List<VolumeMount> mounts = new ArrayList<>();

    Volumes(ModelDeployment deployment, EngineSettings engine) {
        model(deployment.getSpec().model());
        emptyDir("tmp", "/tmp");
        emptyDir("home", PodRenderer.HOME);
        if (engine.accelerators() > 1) {
            sharedMemory();
        }
        var pod = deployment.getSpec().pod();
        if (pod != null && pod.volumes() != null) {
            pod.volumes().forEach(this::own);
        }
    }

    List<Volume> volumes() {
        return List.copyOf(volumes);
    }

    List<VolumeMount> mounts() {
        return List.copyOf(mounts);
    }

    private void model(@Nullable ModelSource model) {
        if (model == null) {
            return;
        }
        var mount = new VolumeMountBuilder()
                .withName("model")
                .withMountPath(EngineSettings.MODEL_PATH)
                .withReadOnly(true);
        var source = new VolumeBuilder().withName("model");
        var claim = model.claim();
        if (model.image() != null) {
            source.withNewImage("IfNotPresent", model.image());
        } else if (claim != null) {
            source.withNewPersistentVolumeClaim(claim.name(), true);
            mount.withSubPath("".equals(claim.path()) ? null : claim.path());
        } else {
            return;
        }
        volumes.add(source.build());
        mounts.add(mount.build());
    }

    private void emptyDir(String name, String path) {
        volumes.add(new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        mounts.add(new VolumeMountBuilder().withName(name).withMountPath(path).build());
    }

    /** Tensor parallel workers talk through shared memory; a container's own 64 MiB do not hold it. */
    private void sharedMemory() {
        volumes.add(new VolumeBuilder()
                .withName("shm")
                .withNewEmptyDir()
                .withMedium("Memory")
                .endEmptyDir()
                .build());
        mounts.add(new VolumeMountBuilder()
                .withName("shm")
                .withMountPath("/dev/shm")
                .build());
    }

    private void own(PodVolume volume) {
        // The prefix keeps a user's "model" or "tmp" apart from ours.
        var name = "pod-" + volume.name();
        var readOnly = !Boolean.FALSE.equals(volume.readOnly());
        var source = new VolumeBuilder().withName(name);
        if (volume.persistentVolumeClaim() != null) {
            source.withNewPersistentVolumeClaim(volume.persistentVolumeClaim(), readOnly ? true : null);
        } else if (volume.configMap() != null) {
            source.withNewConfigMap().withName(volume.configMap()).endConfigMap();
        } else {
            source.withNewSecret().withSecretName(volume.secret()).endSecret();
        }
        volumes.add(source.build());
        mounts.add(new VolumeMountBuilder()
                .withName(name)
                .withMountPath(volume.mountPath())
                .withReadOnly(readOnly ? true : null)
                .build());
    }
}
