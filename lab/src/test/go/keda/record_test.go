// Package keda records what KEDA's own part decides, between none and some.
package keda

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"testing/synctest"
	"time"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	scalefake "k8s.io/client-go/scale/fake"
	clienttesting "k8s.io/client-go/testing"
	"k8s.io/client-go/tools/events"
	"sigs.k8s.io/controller-runtime/pkg/client"

	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"github.com/kedacore/keda/v2/pkg/scaling/executor"
)

const golden = "../../resources/dev/bailiwick/lab/replay/peer/keda-decisions.jsonl"

// Run is one target. Each step is a poll: the second, the replicas that it finds, 1 where a trigger is active, and the
// replicas that it leaves.
type Run struct {
	Name     string     `json:"name"`
	Min      int32      `json:"min"`
	Cooldown int32      `json:"cooldown"`
	Steps    [][4]int64 `json:"steps"`
}

// cache holds no target, so that the scale subresource is asked.
type cache struct{ client.Client }

func (cache) Get(context.Context, client.ObjectKey, client.Object, ...client.GetOption) error {
	return errors.New("not in the cache")
}

// TestRecord writes the golden file.
func TestRecord(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	file, err := os.Create(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := json.NewEncoder(file)
	for i := range 120 {
		// KEDA reads the clock itself: in a bubble it is ours.
		synctest.Test(t, func(t *testing.T) {
			if err := lines.Encode(play(t, random, fmt.Sprintf("target %d", i))); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func play(t *testing.T, random *rand.Rand, name string) *Run {
	run := &Run{
		Name:     name,
		Min:      []int32{0, 0, 0, 1, 3}[random.IntN(5)],
		Cooldown: []int32{300, 300, 0, 30, 60, 95}[random.IntN(6)],
	}
	replicas := int32(random.IntN(4))
	scales := &scalefake.FakeScaleClient{}
	scales.AddReactor("get", "*", func(clienttesting.Action) (bool, runtime.Object, error) {
		return true, &autoscalingv1.Scale{
			ObjectMeta: metav1.ObjectMeta{Namespace: "lab", Name: "engine"},
			Spec:       autoscalingv1.ScaleSpec{Replicas: replicas},
		}, nil
	})
	scales.AddReactor("update", "*", func(action clienttesting.Action) (bool, runtime.Object, error) {
		scale := action.(clienttesting.UpdateAction).GetObject().(*autoscalingv1.Scale)
		replicas = scale.Spec.Replicas
		return true, scale, nil
	})
	scaled := &kedav1alpha1.ScaledObject{
		ObjectMeta: metav1.ObjectMeta{Namespace: "lab", Name: "engine", CreationTimestamp: metav1.Now()},
		Spec: kedav1alpha1.ScaledObjectSpec{
			ScaleTargetRef:  &kedav1alpha1.ScaleTarget{Name: "engine"},
			MinReplicaCount: &run.Min,
			CooldownPeriod:  &run.Cooldown,
		},
		Status: kedav1alpha1.ScaledObjectStatus{
			ScaleTargetKind: "bailiwick.dev/v1alpha1.ModelDeployment",
			ScaleTargetGVKR: &kedav1alpha1.GroupVersionKindResource{
				Group: "bailiwick.dev", Version: "v1alpha1", Kind: "ModelDeployment", Resource: "modeldeployments",
			},
		},
	}
	scaler := executor.NewScaleExecutor(cache{}, scales, runtime.NewScheme(), time.Minute, events.NewFakeRecorder(1000))
	active := false
	for range 10 + random.IntN(60) {
		time.Sleep([]time.Duration{30, 30, 30, 30, 5, 1, 300, 301}[random.IntN(8)] * time.Second)
		if random.IntN(5) == 0 {
			active = !active
		}
		if random.IntN(6) == 0 {
			replicas = int32(random.IntN(8)) // the HPA, or somebody by hand
		}
		step := [4]int64{time.Now().Unix(), int64(replicas), 0, 0}
		if active {
			step[2] = 1
		}
		result := scaler.RequestScale(context.Background(), scaled, active, false, executor.ScaleExecutorOptions{})
		if result.Error != nil {
			t.Fatal(result.Error)
		}
		if result.LastActiveTime != nil {
			scaled.Status.LastActiveTime = result.LastActiveTime
		}
		step[3] = int64(replicas)
		run.Steps = append(run.Steps, step)
	}
	return run
}
