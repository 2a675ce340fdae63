package hpa

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/runtime"
)

const golden = "../../resources/dev/bailiwick/lab/replay/peer/kubernetes-decisions.jsonl"

// TestRecord writes the golden file: several hundred single reconciliations, and some long sequences.
func TestRecord(t *testing.T) {
	// The standard handlers slow errors down by a clock that began before virtual time did. A metric that cannot be read
	// is part of some situations, any other error is not.
	runtime.ErrorHandlers = []runtime.ErrorHandler{func(_ context.Context, err error, _ string, _ ...any) {
		if !strings.HasPrefix(err.Error(), "failed to compute desired number of replicas") {
			t.Error(err)
		}
	}}
	random := rand.New(rand.NewPCG(1, 2))
	var runs []*Run
	for i := range 400 {
		run := arrangement(random, fmt.Sprintf("situation %d", i))
		record(t, run, 1, func(int, int32) Step { return situation(random, run) })
		runs = append(runs, run)
	}
	for i := range 24 {
		run := arrangement(random, fmt.Sprintf("sequence %d", i))
		story := newStory(random, run)
		record(t, run, 80, story.next)
		runs = append(runs, run)
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

func arrangement(random *rand.Rand, name string) *Run {
	run := &Run{
		Name:       name,
		External:   random.IntN(3) == 0,
		Target:     1000 * int64(1+random.IntN(40)),
		Tolerance:  []float64{0.1, 0.1, 0, 0.05}[random.IntN(4)],
		Min:        1 + int32(random.IntN(3)),
		DownWindow: []int32{300, 300, 60, 0}[random.IntN(4)],
	}
	run.Max = run.Min + int32(random.IntN(40))
	switch random.IntN(3) {
	case 1:
		run.Behavior = &Behavior{Up: []int32{0, 60}[random.IntN(2)], Down: run.DownWindow}
	case 2:
		run.Behavior = &Behavior{Up: 240, Down: 240, Limits: []Limit{{false, 10, 150}}}
	}
	return run
}

func situation(random *rand.Rand, run *Run) Step {
	step := Step{Size: run.Min + int32(random.IntN(int(run.Max-run.Min)+2)) - int32(random.IntN(2))}
	if step.Size < 1 {
		step.Size = 1
	}
	load := random.Float64() * random.Float64() * 4
	for range max(1, int(step.Size)+random.IntN(3)-1) {
		step.Pods = append(step.Pods, []string{measured, measured, measured, missing, pending, ending}[random.IntN(6)])
		step.Values = append(step.Values, 1000*int64(load*float64(run.Target)/1000*(0.7+0.6*random.Float64())))
	}
	if run.External {
		step.External = 1000 * int64(load*float64(run.Target)*float64(step.Size)/1000)
	}
	return step
}

// story is a load that wanders and jumps, over pods that take some rounds to come and go.
type story struct {
	random *rand.Rand
	run    *Run
	load   float64
	ages   []int
	ending int
}

func newStory(random *rand.Rand, run *Run) *story {
	return &story{random: random, run: run, load: 2 + random.Float64()*6}
}

func (s *story) next(step int, size int32) Step {
	if step == 0 {
		size = s.run.Min + int32(s.random.IntN(3))
		for range size {
			s.ages = append(s.ages, 9)
		}
	}
	s.ending = 0
	for len(s.ages) < int(size) {
		s.ages = append(s.ages, -1)
	}
	if len(s.ages) > int(size) {
		s.ending = len(s.ages) - int(size)
		s.ages = s.ages[:size]
	}
	switch s.random.IntN(20) {
	case 0:
		s.load *= 0.3
	case 1:
		s.load *= 2.5
	default:
		s.load *= 0.9 + 0.22*s.random.Float64()
	}
	s.load = min(max(s.load, 0.05), 60)
	found := Step{Size: size}
	ready := 0
	for i := range s.ages {
		s.ages[i]++
		if s.ages[i] >= 4 {
			ready++
		}
	}
	for _, age := range s.ages {
		state := measured
		switch {
		case age < 2:
			state = pending
		case age < 4 || s.random.IntN(25) == 0:
			state = missing
		}
		value := int64(0)
		if age >= 4 {
			value = 1000 * int64(s.load*float64(s.run.Target)/1000/float64(ready))
		}
		found.Pods = append(found.Pods, state)
		found.Values = append(found.Values, value)
	}
	for range s.ending {
		found.Pods = append(found.Pods, ending)
		found.Values = append(found.Values, 1000)
	}
	if s.run.External {
		found.External = 1000 * int64(s.load*float64(s.run.Target)/1000)
	}
	return found
}
