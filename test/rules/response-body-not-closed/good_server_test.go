package quotes

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/iotest"
)

func TestPage(t *testing.T) {
	recorder := httptest.NewRecorder()
	http.NotFound(recorder, httptest.NewRequest(http.MethodGet, "/", nil))
	if resp := recorder.Result(); resp.StatusCode != http.StatusNotFound {
		t.Error(resp.Status)
	}

	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	resp, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	if _, err := io.ReadAll(resp.Body); err != nil {
		t.Fatal(err)
	}
}

// Read to its end, through a reader over it too: the transport has its connection back.
func TestPageToTheEnd(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	resp, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(iotest.OneByteReader(resp.Body)); err != nil {
		t.Fatal(err)
	}
}
