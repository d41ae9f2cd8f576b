package play

import (
	"context"
	"log"
	"os/exec"
)

func browser(url string) error {
	return exec.Command("xdg-open", url).Start() // want "Nobody can wait for this command"
}

func sound(ctx context.Context, name string) {
	if err := exec.CommandContext(ctx, "aplay", name).Start(); err != nil { // want "Nobody can wait for this command"
		log.Print(err)
	}
}

// Kept in a field, for which nobody waits.

type player struct {
	cmd  *exec.Cmd
	name string
}

func (p *player) play() error {
	p.cmd = exec.Command("mpv", p.name)
	p.cmd.Dir = "/var/empty"
	return p.cmd.Start() // want "Nothing in the package waits for `p.cmd`"
}

func (p *player) stop() {
	if p.cmd == nil || p.cmd.Process == nil {
		return
	}
	p.cmd.Process.Kill()
	log.Print("stopped ", p.cmd.Process.Pid)
	p.cmd = nil
}

type runner struct{ proc *exec.Cmd }

func (r *runner) start(ctx context.Context, name string) error {
	cmd := exec.CommandContext(ctx, name)
	r.proc = cmd
	return cmd.Start() // want "Nothing in the package waits for `r.proc`"
}

func (r *runner) stop() error {
	if r.proc == nil {
		return nil
	}
	return r.proc.Process.Kill()
}
