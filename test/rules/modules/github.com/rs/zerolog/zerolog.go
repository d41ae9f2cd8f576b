// Package zerolog is a stand-in, so that fixtures compile.
package zerolog

type Event struct{}

func (e *Event) Err(err error) *Event       { return e }
func (e *Event) Str(key, val string) *Event { return e }
func (e *Event) Msg(msg string)             {}
func (e *Event) Send()                      {}

type Logger struct{}

func (l *Logger) Error() *Event { return &Event{} }
func (l *Logger) Fatal() *Event { return &Event{} }
func (l *Logger) Panic() *Event { return &Event{} }
