package pdfium

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"unicode/utf16"

	"assize/extractors/fault"

	lib "github.com/klippa-app/go-pdfium"
	"github.com/tetratelabs/wazero/api"
)

// A pointer is an address in the module's memory; PDFium's handles are pointers.
type pointer = uint64

// scratchSize is the room for what PDFium writes: numbers and names.
const scratchSize = 4 << 10

// A module is PDFium with a memory of its own. Its functions are called as
// PDFium's headers declare them (fpdfview.h, fpdf_text.h, fpdf_edit.h), with
// pointers into that memory. The library's own methods do the same with a handle
// and several allocations for each value, which costs ten times as much.
type module struct {
	ctx       context.Context
	memory    api.Memory
	export    func(name string) (api.Function, error)
	functions map[string]api.Function // those that were called
	stack     [16]uint64
	scratch   pointer
	failed    error // the first failure; nothing is called after it
}

// newModule takes the functions and the memory out of an instance, which tells
// them as types of its own.
func newModule(ctx context.Context, instance lib.Pdfium) (*module, error) {
	m := &module{ctx: ctx, functions: map[string]api.Function{}}
	inner := reflect.Indirect(reflect.ValueOf(instance.GetImplementation())).FieldByName("Module")
	if !inner.IsValid() || inner.IsZero() {
		return nil, errors.New("the library has no module")
	}
	memory, export := inner.MethodByName("Memory"), inner.MethodByName("ExportedFunction")
	var ok bool
	if m.memory, ok = memory.Call(nil)[0].Interface().(api.Memory); !ok {
		return nil, errors.New("the module has no memory")
	}
	m.export = func(name string) (api.Function, error) {
		if f, ok := export.Call([]reflect.Value{reflect.ValueOf(name)})[0].Interface().(api.Function); ok {
			return f, nil
		}
		return nil, fmt.Errorf("the module has no function %s", name)
	}
	m.scratch = m.call("malloc", scratchSize)
	return m, m.failed
}

// call calls a function and returns its result. A failure is kept, and nothing
// is called after it.
func (m *module) call(name string, args ...uint64) uint64 {
	if m.failed != nil {
		return 0
	}
	f := m.functions[name]
	if f == nil {
		if f, m.failed = m.export(name); m.failed != nil {
			return 0
		}
		m.functions[name] = f
	}
	copy(m.stack[:], args)
	if m.failed = f.CallWithStack(m.ctx, m.stack[:]); m.failed != nil {
		return 0
	}
	return m.stack[0]
}

// fail keeps err, unless there was a failure before.
func (m *module) fail(err error) {
	if m.failed == nil {
		m.failed = err
	}
}

// number is call for a function that returns an int.
func (m *module) number(name string, args ...uint64) int { return int(int32(m.call(name, args...))) }

// ok is call for a function that reports whether it could do it.
func (m *module) ok(name string, args ...uint64) bool { return m.number(name, args...) != 0 }

// store allocates memory for data, and fails where there is no room.
func (m *module) store(data []byte) pointer {
	at := m.call("malloc", uint64(len(data)))
	if at == 0 || !m.memory.Write(uint32(at), data) {
		m.fail(fault.Newf(fault.Memory, "load", "%d bytes do not fit into the memory of pdfium", len(data)))
	}
	return at
}

// bytes is a view of the module's memory until the next call.
func (m *module) bytes(at pointer, n int) []byte {
	if m.failed != nil {
		return make([]byte, n)
	}
	data, ok := m.memory.Read(uint32(at), uint32(n))
	if !ok {
		m.failed = fmt.Errorf("%d bytes at %d lie outside of the module's memory", n, at)
		return make([]byte, n)
	}
	return data
}

// floats are the first n 32-bit numbers of the scratch memory.
func (m *module) floats(n int) []float64 {
	list := make([]float64, n)
	data := m.bytes(m.scratch, 4*n)
	for i := range list {
		list[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:])))
	}
	return list
}

// doubles are the first n 64-bit numbers of the scratch memory.
func (m *module) doubles(n int) []float64 {
	list := make([]float64, n)
	data := m.bytes(m.scratch, 8*n)
	for i := range list {
		list[i] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:]))
	}
	return list
}

// integers are the first n 32-bit integers of the scratch memory.
func (m *module) integers(n int) []uint32 {
	list := make([]uint32, n)
	data := m.bytes(m.scratch, 4*n)
	for i := range list {
		list[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return list
}

// at is the address of the scratch memory's nth word of so many bytes.
func (m *module) at(n, size uint64) pointer { return m.scratch + n*size }

// wide is the UTF-16 text of length bytes, the final zero included, at an
// address in the scratch memory.
func (m *module) wide(at pointer, length int) string {
	return m.utf16(at, max(0, min(length, int(m.scratch+scratchSize-at))-2))
}

// utf16 is the UTF-16 text of so many bytes.
func (m *module) utf16(at pointer, length int) string {
	data := m.bytes(at, length)
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}
