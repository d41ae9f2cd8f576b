// Package market talks to the venues that quote prices, and has a stand-in for
// them, so that the service needs nobody else.
package market

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// Client asks a venue.
type Client struct {
	http *http.Client
	base string
}

// NewClient asks the venue at base.
func NewClient(client *http.Client, base string) *Client {
	return &Client{http: client, base: base}
}

// Quote is what a venue asks for a symbol.
type Quote struct {
	Venue string  `json:"venue"`
	Price float64 `json:"price"`
}

// Price asks one venue for a price; it takes as long as the venue does, or
// until ctx is done.
func (c *Client) Price(ctx context.Context, venue, symbol string) (Quote, error) {
	query := url.Values{"venue": {venue}, "symbol": {symbol}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/quote?"+query.Encode(), nil)
	if err != nil {
		return Quote{}, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return Quote{}, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return Quote{}, fmt.Errorf("venue %s: %s", venue, resp.Status)
	}
	var quote Quote
	err = json.NewDecoder(resp.Body).Decode(&quote)
	return quote, err
}
