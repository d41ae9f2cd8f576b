package convert

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
)

var errEmpty = errors.New("empty")

func output(name string) ([]byte, error) {
	cmd := exec.Command("cat", name)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	defer cmd.Wait()
	return io.ReadAll(out)
}

func limited(ctx context.Context, name string) error {
	cmd := exec.Command("convert", name)
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case <-ctx.Done():
		cmd.Process.Kill()
		return ctx.Err()
	case err := <-done:
		return err
	}
}

// Its process is waited for, released, or handed out.

func byProcess(name string, keep bool) (*os.Process, error) {
	cmd := exec.Command("convert", name)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	if keep {
		return cmd.Process, nil
	}
	_, err := cmd.Process.Wait()
	return nil, err
}

// Nothing was started where the answer says so.
func tried(name string) error {
	cmd := exec.Command("convert", name)
	if cmd.Start() != nil {
		return errEmpty
	}
	return cmd.Wait()
}

// The deferred call was there first.
func deferred(name string) (err error) {
	cmd := exec.Command("convert", name)
	defer func() {
		if cmd.Process != nil {
			cmd.Wait()
		}
	}()
	if err = cmd.Start(); err != nil {
		return err
	}
	if name == "" {
		return errEmpty
	}
	return nil
}

// All of them are waited for in the end.
func all(names []string) error {
	var cmds []*exec.Cmd
	defer func() {
		for _, cmd := range cmds {
			cmd.Wait()
		}
	}()
	for _, name := range names {
		cmd := exec.Command("convert", name)
		if err := cmd.Start(); err != nil {
			return err
		}
		cmds = append(cmds, cmd)
	}
	return nil
}

// A helper waits.
func helped(name string) error {
	cmd := exec.Command("convert", name)
	if err := cmd.Start(); err != nil {
		return err
	}
	return finish(cmd)
}

func finish(cmd *exec.Cmd) error { return cmd.Wait() }

// Of what somebody else has made and keeps, nothing is known.
func begin(cmd *exec.Cmd, byName map[string]*exec.Cmd) error {
	other := byName["other"]
	if err := other.Start(); err != nil {
		return err
	}
	return cmd.Start()
}

// What was started has a process.
func restarted(name string, changed <-chan bool) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	<-changed
	if cmd != nil && cmd.Process != nil {
		cmd.Process.Kill()
		_, err := cmd.Process.Wait()
		return err
	}
	return nil
}

// A helper that takes many keeps them.
func both(names [2]string) (*group, error) {
	first, second := exec.Command(names[0]), exec.Command(names[1])
	if err := first.Start(); err != nil {
		return nil, err
	}
	all := together(first, second)
	if err := second.Start(); err != nil {
		return all, err
	}
	return all, nil
}

type group struct{ all []*exec.Cmd }

func together(cmds ...*exec.Cmd) *group {
	g := new(group)
	for i := range cmds {
		g.all = append(g.all, cmds[i])
	}
	return g
}
