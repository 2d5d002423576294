package main

import (
	"os"
	"strings"
	"testing"
)

// TestCookbook holds that every command in the cookbook of the README is one that
// testdata/script/cookbook.txtar runs.
func TestCookbook(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("testdata/script/cookbook.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, cookbook, _ := strings.Cut(string(readme), "### Cookbook\n")
	cookbook, _, _ = strings.Cut(cookbook, "\n### ")
	commands := 0
	for line := range strings.Lines(cookbook) {
		command := strings.TrimSpace(line)
		if !strings.HasPrefix(command, "assize ") {
			continue
		}
		if commands++; !strings.Contains(string(script), "\nexec "+command+"\n") {
			t.Errorf("no script runs: %s", command)
		}
	}
	if commands < 15 {
		t.Errorf("the cookbook answers %d questions", commands)
	}
}
