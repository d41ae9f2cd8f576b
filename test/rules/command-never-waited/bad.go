package open

import (
	"bytes"
	"os/exec"
)

func browser(url string) error {
	cmd := exec.Command("xdg-open", url)
	var out bytes.Buffer
	cmd.Stdout = &out
	return cmd.Start() // want "Nothing waits for `cmd`"
}
