package play

import (
	"os"
	"os/exec"
)

// Waited for by another method, or by who is handed it.

type player struct{ cmd *exec.Cmd }

func (p *player) play(name string) error {
	p.cmd = exec.Command("mpv", name)
	return p.cmd.Start()
}

func (p *player) stop() error {
	p.cmd.Process.Kill()
	return p.cmd.Wait()
}

type daemon struct{ cmd *exec.Cmd }

func (d *daemon) start(name string, watch func(*exec.Cmd)) error {
	d.cmd = exec.Command(name)
	if err := d.cmd.Start(); err != nil {
		return err
	}
	go watch(d.cmd)
	return nil
}

// Its process is handed out.

type shell struct{ cmd *exec.Cmd }

func (s *shell) start() error {
	s.cmd = exec.Command("sh")
	return s.cmd.Start()
}

func (s *shell) process() *os.Process { return s.cmd.Process }

// Other packages can name it, or it came from elsewhere.

type Tool struct{ Cmd *exec.Cmd }

func (t *Tool) start() error {
	t.Cmd = exec.Command("tool")
	return t.Cmd.Start()
}

type given struct{ cmd *exec.Cmd }

func newGiven(cmd *exec.Cmd) *given { return &given{cmd: cmd} }

func (g *given) start() error { return g.cmd.Start() }

type runner struct{ proc *exec.Cmd }

func (r *runner) start(name string) error {
	cmd := exec.Command(name)
	r.proc = cmd
	if err := cmd.Start(); err != nil {
		return err
	}
	go r.watch()
	return nil
}

func (r *runner) watch() { r.proc.Wait() }
