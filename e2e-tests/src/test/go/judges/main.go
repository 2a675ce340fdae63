// Command judges says what GitOps tools make of objects: kstatus, as Flux has it, and a health check in Lua, run as
// Argo CD runs it. It prints one line of JSON for each file.
//
//	judges HEALTH.LUA FILE...
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
	"sigs.k8s.io/yaml"
)

type verdict struct {
	File    string `json:"file"`
	Kstatus string `json:"kstatus"`
	Health  string `json:"health"`
	Message string `json:"message"`
}

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: judges HEALTH.LUA FILE..."))
	}
	script, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	out := json.NewEncoder(os.Stdout)
	for _, file := range os.Args[2:] {
		judged, err := judge(file, string(script))
		if err != nil {
			fail(fmt.Errorf("%s: %w", file, err))
		}
		if err := out.Encode(judged); err != nil {
			fail(err)
		}
	}
}

func judge(file, script string) (verdict, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return verdict{}, err
	}
	data, err := yaml.YAMLToJSON(text)
	if err != nil {
		return verdict{}, err
	}
	// As a client reads it: whole numbers are int64, which kstatus insists on.
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(data); err != nil {
		return verdict{}, err
	}
	computed, err := status.Compute(object)
	if err != nil {
		return verdict{}, err
	}
	health, err := runHealth(script, object.Object)
	if err != nil {
		return verdict{}, err
	}
	return verdict{file, computed.Status.String(), health.Status, health.Message}, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "judges:", err)
	os.Exit(1)
}
