package main

var broken []struct {
	name string
	make func() ([]byte, error)
}
