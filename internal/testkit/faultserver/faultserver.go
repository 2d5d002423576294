// Package faultserver is a web server that misbehaves on purpose, one way at each
// path, for tests of what fetches.
package faultserver

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Handler serves the paths of Faults. Those that have no end of their own end with
// the request.
func Handler() http.Handler {
	mux := http.NewServeMux()
	for path, serve := range Faults {
		mux.HandleFunc(path, serve)
	}
	return mux
}

// Faults are the ways to misbehave, by the path that they are served at.
var Faults = map[string]http.HandlerFunc{
	"/bomb":      bomb,
	"/endless":   endless,
	"/drip":      drip,
	"/too-short": raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nless"),
	"/chunks":    raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno size\r\n"),
	"/no-http":   raw("220 mail.test ESMTP ready\r\n"),
	"/silence":   raw(""),
	"/loop":      func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
	"/headers":   headers,
}

// bomb is 4 GiB of nothing, compressed to 4 MiB.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Content-Type", "text/html")
	z := gzip.NewWriter(w)
	block := make([]byte, 1<<20)
	for range 4096 {
		if _, err := z.Write(block); err != nil {
			return
		}
	}
}

func endless(w http.ResponseWriter, _ *http.Request) {
	block := make([]byte, 1<<16)
	for {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

// drip sends a byte every few milliseconds.
func drip(w http.ResponseWriter, r *http.Request) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
		}
		if _, err := io.WriteString(w, "."); err != nil || http.NewResponseController(w).Flush() != nil {
			return
		}
	}
}

// raw answers with the bytes and hangs up.
func raw(answer string) http.HandlerFunc {
	return connection(func(w *bufio.Writer) error {
		_, err := w.WriteString(answer)
		return err
	})
}

// headers sends header fields without end.
var headers = connection(func(w *bufio.Writer) error {
	_, err := w.WriteString("HTTP/1.1 200 OK\r\n")
	for i := 0; err == nil; i++ {
		_, err = fmt.Fprintf(w, "X-Field-%d: of no use to anybody\r\n", i)
	}
	return err
})

// connection answers on the connection itself, and hangs up.
func connection(answer func(*bufio.Writer) error) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, stream, err := http.NewResponseController(w).Hijack()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer conn.Close()
		if answer(stream.Writer) == nil {
			_ = stream.Flush() // who hung up first does not matter
		}
	}
}
