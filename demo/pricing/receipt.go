package pricing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Receipt is a priced answer that a customer can show later.
type Receipt struct {
	Customer string  `json:"customer"`
	Symbol   string  `json:"symbol"`
	Total    Cents   `json:"total"`
	Levels   []Level `json:"levels"`
	Seal     string  `json:"seal,omitempty"`
}

const sealRounds = 160

// Sealed signs the receipt and returns it as JSON.
func (r Receipt) Sealed() ([]byte, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	r.Seal = hex.EncodeToString(seal(body))
	return json.Marshal(r)
}

// seal hashes over and over, which makes guessing expensive.
func seal(body []byte) []byte {
	sum := sha256.Sum256(body)
	for range sealRounds {
		sum = sha256.Sum256(append(sum[:], body...))
	}
	return sum[:]
}
