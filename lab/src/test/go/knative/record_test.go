// Package knative records what Knative's own pod autoscaler decides.
package knative

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"go.uber.org/zap"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"knative.dev/serving/pkg/apis/autoscaling"
	"knative.dev/serving/pkg/apis/autoscaling/v1alpha1"
	"knative.dev/serving/pkg/autoscaler/metrics"
	"knative.dev/serving/pkg/autoscaler/scaling"
)

const golden = "../../resources/dev/bailiwick/lab/replay/peer/knative-decisions.jsonl"

// Run is one revision. Each step is a second: when, the concurrency in thousandths or -1 for no report, ready pods,
// and the wanted pods: -1 when there is nothing to decide on, -2 when the autoscaler does not tick in that second.
type Run struct {
	Name           string     `json:"name"`
	Target         float64    `json:"target"`
	StableWindow   int        `json:"stableWindow"`
	PanicShare     float64    `json:"panicShare"`
	PanicThreshold float64    `json:"panicThreshold"`
	MaxUpRate      float64    `json:"maxUpRate"`
	MaxDownRate    float64    `json:"maxDownRate"`
	DownDelay      int        `json:"downDelay"`
	Steps          [][4]int64 `json:"steps"`
}

type pods struct{ ready int }

func (p *pods) ReadyCount() (int, error)    { return p.ready, nil }
func (p *pods) NotReadyCount() (int, error) { return 0, nil }

// TestRecord writes the golden file: several hundred short runs, and some long ones.
func TestRecord(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var runs []*Run
	for i := range 300 {
		runs = append(runs, play(t, random, fmt.Sprintf("situation %d", i), 10+random.IntN(40)))
	}
	for i := range 12 {
		runs = append(runs, play(t, random, fmt.Sprintf("sequence %d", i), 600))
	}
	file, err := os.Create(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := json.NewEncoder(file)
	for _, run := range runs {
		if err := lines.Encode(run); err != nil {
			t.Fatal(err)
		}
	}
}

func play(t *testing.T, random *rand.Rand, name string, seconds int) *Run {
	run := &Run{
		Name:           name,
		Target:         []float64{70, 7, 32, 1}[random.IntN(4)],
		StableWindow:   []int{60, 60, 30, 120}[random.IntN(4)],
		PanicShare:     []float64{0.1, 0.1, 0.2, 0.5}[random.IntN(4)],
		PanicThreshold: []float64{2, 2, 1.5, 10}[random.IntN(4)],
		MaxUpRate:      []float64{1000, 1000, 1.5}[random.IntN(3)],
		MaxDownRate:    []float64{2, 2, 1.1, 4}[random.IntN(4)],
		DownDelay:      []int{0, 0, 10, 61}[random.IntN(4)],
	}
	begin := time.Unix(1_000_000_000, 0)
	key := types.NamespacedName{Namespace: "lab", Name: "engine"}
	collector := metrics.NewMetricCollector(
		func(*v1alpha1.Metric, *zap.SugaredLogger) (metrics.StatsScraper, error) { return nil, nil },
		zap.NewNop().Sugar())
	stable := time.Duration(run.StableWindow) * time.Second
	panics := (time.Duration(float64(stable) * run.PanicShare)).Round(time.Second)
	err := collector.CreateOrUpdate(&v1alpha1.Metric{
		ObjectMeta: metav1.ObjectMeta{Namespace: key.Namespace, Name: key.Name},
		Spec:       v1alpha1.MetricSpec{StableWindow: stable, PanicWindow: max(panics, time.Second), ScrapeTarget: "engine"},
	})
	if err != nil {
		t.Fatal(err)
	}
	// A fresh autoscaler over more than one pod panics since the clock of the machine; time is handed over otherwise.
	fleet := &pods{ready: random.IntN(2)}
	scaler := scaling.New(context.Background(), key.Namespace, key.Name, collector, fleet, &scaling.DeciderSpec{
		MaxScaleUpRate:      run.MaxUpRate,
		MaxScaleDownRate:    run.MaxDownRate,
		ScalingMetric:       autoscaling.Concurrency,
		TargetValue:         run.Target,
		TotalValue:          run.Target,
		TargetBurstCapacity: 211,
		PanicThreshold:      run.PanicThreshold,
		StableWindow:        stable,
		ScaleDownDelay:      time.Duration(run.DownDelay) * time.Second,
		Reachable:           true,
	})
	load := run.Target * 3 * random.Float64()
	silent := 0
	coming := []int{}
	for i := range seconds {
		now := begin.Add(time.Duration(i) * time.Second)
		if random.IntN(25) == 0 {
			load *= []float64{0, 0.2, 3, 8}[random.IntN(4)]
		}
		if load == 0 && random.IntN(10) == 0 {
			load = run.Target * random.Float64()
		}
		if random.IntN(60) == 0 {
			silent = random.IntN(90)
		}
		step := [4]int64{now.Unix(), -1, 0, -2}
		if silent--; silent < 0 {
			step[1] = int64(1000 * min(load*(0.8+0.4*random.Float64()), 40*run.Target))
			collector.Record(key, now, metrics.Stat{AverageConcurrentRequests: float64(step[1]) / 1000})
		}
		if len(coming) > 8 {
			fleet.ready = coming[0]
			coming = coming[1:]
		}
		step[2] = int64(fleet.ready)
		if i%2 == 0 {
			result := scaler.Scale(zap.NewNop().Sugar(), now)
			step[3] = -1
			if result.ScaleValid {
				step[3] = int64(result.DesiredPodCount)
				coming = append(coming, int(result.DesiredPodCount))
			}
		}
		run.Steps = append(run.Steps, step)
	}
	collector.Delete(key.Namespace, key.Name)
	return run
}
