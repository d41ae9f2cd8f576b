package checkout

import "errors"

func failing() *shop {
	return &shop{
		rate:  func(string) (float64, error) { return 1, nil },
		price: func(string) (float64, error) { return 0, errors.New("no") },
		check: func(string) error { return errors.New("no") },
	}
}

func leak_total()     { failing().total("tea", "EUR") }
func leak_order()     { failing().order([]string{"tea", ""}) }
func leak_rateInto()  { failing().quote("tea", "EUR") }
func leak_both()      { failing().both("tea", "tea") }
func leak_atMostTwo() { failing().atMostTwo("tea") }
