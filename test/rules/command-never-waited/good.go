package open

import "os/exec"

func browser(url string) error {
	cmd := exec.Command("xdg-open", url)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait()
	return nil
}

func version() error {
	cmd := exec.Command("go", "version")
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

func start(name string) (*exec.Cmd, error) {
	cmd := exec.Command(name)
	return cmd, cmd.Start()
}

func detached(name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

type runner struct{ cmd *exec.Cmd }

func (r *runner) run(name string) error {
	cmd := exec.Command(name)
	r.cmd = cmd
	return cmd.Start()
}

func (r *runner) wait() error { return r.cmd.Wait() }
