// Package hpa records what Kubernetes' own horizontal pod autoscaler decides.
package hpa

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	scalefake "k8s.io/client-go/scale/fake"
	core "k8s.io/client-go/testing"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	"k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
	"k8s.io/utils/ptr"
)

const (
	namespace = "lab"
	period    = 15 * time.Second
)

// Limit is a scaling policy of a behavior.
type Limit struct {
	Percent bool  `json:"percent"`
	Value   int32 `json:"value"`
	Period  int32 `json:"periodSeconds"`
}

// Behavior is what a manifest states; a nil one states nothing.
type Behavior struct {
	Up     int32   `json:"upSeconds"`
	Down   int32   `json:"downSeconds"`
	Limits []Limit `json:"limits"`
}

// Step is one reconciliation: what the controller found and what it made of it.
type Step struct {
	At       int      `json:"at"`
	Size     int32    `json:"size"`
	Pods     []string `json:"pods,omitempty"`
	Values   []int64  `json:"values,omitempty"`
	External int64    `json:"external,omitempty"`
	Then     int32    `json:"then"`
}

// Run is a sequence of reconciliations of one autoscaler.
type Run struct {
	Name       string    `json:"name"`
	External   bool      `json:"external"`
	Target     int64     `json:"targetMilli"`
	Tolerance  float64   `json:"tolerance"`
	Min        int32     `json:"min"`
	Max        int32     `json:"max"`
	DownWindow int32     `json:"downWindowSeconds"`
	Behavior   *Behavior `json:"behavior"`
	Steps      []Step    `json:"steps"`
}

// What a pod is; only a measured one has a value.
const (
	measured = "measured"
	missing  = "missing"
	pending  = "pending"
	ending   = "ending"
)

type world struct {
	lock sync.Mutex
	size int32
	step *Step
}

func (w *world) scale() *autoscalingv1.Scale {
	status := int32(0)
	for _, state := range w.step.Pods {
		if state != ending {
			status++
		}
	}
	return &autoscalingv1.Scale{
		ObjectMeta: metav1.ObjectMeta{Name: "engine", Namespace: namespace},
		Spec:       autoscalingv1.ScaleSpec{Replicas: w.size},
		Status:     autoscalingv1.ScaleStatus{Replicas: status, Selector: "app=engine"},
	}
}

func podName(i int) string { return fmt.Sprintf("engine-%d", i) }

func (w *world) pods() []*corev1.Pod {
	var pods []*corev1.Pod
	for i, state := range w.step.Pods {
		pod := &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: podName(i), Namespace: namespace, Labels: map[string]string{"app": "engine"}},
			Status:     corev1.PodStatus{Phase: corev1.PodRunning},
		}
		switch state {
		case pending:
			pod.Status.Phase = corev1.PodPending
		case ending:
			pod.DeletionTimestamp = &metav1.Time{Time: time.Now()}
		}
		pods = append(pods, pod)
	}
	return pods
}

var errUnused = errors.New("not used here")

func (w *world) GetResourceMetric(context.Context, corev1.ResourceName, string, labels.Selector, string) (metrics.PodMetricsInfo, time.Time, error) {
	return nil, time.Time{}, errUnused
}

func (w *world) GetObjectMetric(string, string, *autoscalingv2.CrossVersionObjectReference, labels.Selector) (int64, time.Time, error) {
	return 0, time.Time{}, errUnused
}

func (w *world) GetRawMetric(string, string, labels.Selector, labels.Selector) (metrics.PodMetricsInfo, time.Time, error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	info := metrics.PodMetricsInfo{}
	for i, state := range w.step.Pods {
		if state == measured || state == ending {
			info[podName(i)] = metrics.PodMetric{Timestamp: time.Now(), Window: time.Minute, Value: w.step.Values[i]}
		}
	}
	if len(info) == 0 {
		return nil, time.Time{}, errors.New("no metrics")
	}
	return info, time.Now(), nil
}

func (w *world) GetExternalMetric(string, string, labels.Selector) ([]int64, time.Time, error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	return []int64{w.step.External}, time.Now(), nil
}

func (r *Run) manifest() *autoscalingv2.HorizontalPodAutoscaler {
	average := resource.NewMilliQuantity(r.Target, resource.DecimalSI)
	target := autoscalingv2.MetricTarget{Type: autoscalingv2.AverageValueMetricType, AverageValue: average}
	name := autoscalingv2.MetricIdentifier{Name: "load"}
	metric := autoscalingv2.MetricSpec{
		Type: autoscalingv2.PodsMetricSourceType,
		Pods: &autoscalingv2.PodsMetricSource{Metric: name, Target: target},
	}
	if r.External {
		metric = autoscalingv2.MetricSpec{
			Type:     autoscalingv2.ExternalMetricSourceType,
			External: &autoscalingv2.ExternalMetricSource{Metric: name, Target: target},
		}
	}
	hpa := &autoscalingv2.HorizontalPodAutoscaler{
		ObjectMeta: metav1.ObjectMeta{Name: "engine", Namespace: namespace},
		Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
			ScaleTargetRef: autoscalingv2.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: "engine"},
			MinReplicas:    ptr.To(r.Min),
			MaxReplicas:    r.Max,
			Metrics:        []autoscalingv2.MetricSpec{metric},
		},
	}
	if r.Behavior != nil {
		hpa.Spec.Behavior = &autoscalingv2.HorizontalPodAutoscalerBehavior{
			ScaleUp:   r.Behavior.rules(r.Behavior.Up, false),
			ScaleDown: r.Behavior.rules(r.Behavior.Down, true),
		}
	}
	return hpa
}

// rules gives the limits; without any they are the documented defaults.
func (b *Behavior) rules(window int32, down bool) *autoscalingv2.HPAScalingRules {
	limits := b.Limits
	if len(limits) == 0 {
		limits = []Limit{{true, 100, 15}}
		if !down {
			limits = append([]Limit{{false, 4, 15}}, limits...)
		}
	}
	rules := &autoscalingv2.HPAScalingRules{
		StabilizationWindowSeconds: ptr.To(window),
		SelectPolicy:               ptr.To(autoscalingv2.MaxChangePolicySelect),
	}
	for _, limit := range limits {
		kind := autoscalingv2.PodsScalingPolicy
		if limit.Percent {
			kind = autoscalingv2.PercentScalingPolicy
		}
		rules.Policies = append(rules.Policies, autoscalingv2.HPAScalingPolicy{Type: kind, Value: limit.Value, PeriodSeconds: limit.Period})
	}
	return rules
}

// record plays a run against the real controller in virtual time; next says what each reconciliation finds.
func record(t *testing.T, run *Run, steps int, next func(step int, size int32) Step) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		first := next(0, -1)
		w := &world{size: first.Size, step: &first}
		client := fake.NewClientset()
		factory := informers.NewSharedInformerFactory(client, 0)
		pods := factory.Core().V1().Pods()
		store := pods.Informer().GetStore()
		scales := &scalefake.FakeScaleClient{}
		scales.AddReactor("get", "deployments", func(core.Action) (bool, runtime.Object, error) {
			w.lock.Lock()
			defer w.lock.Unlock()
			return true, w.scale(), nil
		})
		scales.AddReactor("update", "deployments", func(action core.Action) (bool, runtime.Object, error) {
			w.lock.Lock()
			defer w.lock.Unlock()
			scale := action.(core.UpdateAction).GetObject().(*autoscalingv1.Scale)
			w.size = scale.Spec.Replicas
			return true, scale, nil
		})
		mapper := meta.NewDefaultRESTMapper([]schema.GroupVersion{{Group: "apps", Version: "v1"}})
		mapper.Add(schema.GroupVersionKind{Group: "apps", Version: "v1", Kind: "Deployment"}, meta.RESTScopeNamespace)
		hpas := client.AutoscalingV2()
		controller := podautoscaler.NewHorizontalController(ctx, client.CoreV1(), scales, hpas, mapper, w,
			factory.Autoscaling().V2().HorizontalPodAutoscalers(), pods, period,
			time.Duration(run.DownWindow)*time.Second, run.Tolerance, 5*time.Minute, 30*time.Second)
		factory.Start(ctx.Done())
		factory.WaitForCacheSync(ctx.Done())
		// The fake API server loses what is created between an informer's list and its watch.
		synctest.Wait()
		begin := time.Now()
		for i := range steps {
			step := first
			if i > 0 {
				step = next(i, w.size)
			}
			w.lock.Lock()
			step.Size = w.size
			step.At = i * int(period/time.Second)
			w.step = &step
			var listed []any
			for _, pod := range w.pods() {
				listed = append(listed, pod)
			}
			w.lock.Unlock()
			if err := store.Replace(listed, ""); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				go controller.Run(ctx, 1)
				if _, err := hpas.HorizontalPodAutoscalers(namespace).Create(ctx, run.manifest(), metav1.CreateOptions{}); err != nil {
					t.Fatal(err)
				}
				begin = time.Now()
			}
			time.Sleep(time.Until(begin.Add(time.Duration(i)*period + time.Second)))
			synctest.Wait()
			step.Then = w.size
			run.Steps = append(run.Steps, step)
			time.Sleep(7 * time.Second)
		}
		cancel()
		factory.Shutdown()
		synctest.Wait()
	})
}
