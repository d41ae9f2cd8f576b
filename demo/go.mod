module example.com/orders

// 1.22 on purpose: from 1.23 on, tickers and timers that nobody can reach are
// collected, so time.Tick, time.After in a loop and a ticker without Stop no
// longer leak and their rules keep silent. With 1.22 here they do leak, also
// when a newer Go builds the service.
go 1.22
