package agent

func idle() *agent { return &agent{name: "a", steps: []func(){func() {}}} }

//leak:kept
func leak_waitForStop() { idle().waitForStop() }

// With the channel made, its range lacks a close: another rule's business.
//
//leak:kept
func leak_results() { idle().results() }

//leak:kept
func leak_answer() { idle().answer() }

//leak:kept
func leak_run() { idle().run() }

//leak:kept
func leak_keepAlive() { idle().keepAlive() }
