package content

import (
	"math"

	"github.com/ledongthuc/pdf"
)

// A colorSpace turns components into 0xRRGGBB.
type colorSpace func(components []float64) uint32

func gray(c []float64) uint32 { return rgb(c[0], c[0], c[0]) }
func ink(c []float64) uint32  { return rgb(1-c[0], 1-c[0], 1-c[0]) }
func cmyk(c []float64) uint32 {
	return rgb((1-c[0])*(1-c[3]), (1-c[1])*(1-c[3]), (1-c[2])*(1-c[3]))
}

// byCount is the colour by the number of its components, which is all that
// device and ICC spaces need.
func byCount(c []float64) uint32 {
	switch len(c) {
	case 1:
		return gray(c)
	case 3:
		return rgb(c[0], c[1], c[2])
	case 4:
		return cmyk(c)
	}
	return 0
}

func black([]float64) uint32 { return 0 }

func lightness(c []float64) uint32 { return gray([]float64{c[0] / 100}) }

// families are the colour spaces that do not go by their components (8.6).
// Tints of separations count as tints of black.
var families = map[string]colorSpace{
	"Separation": ink, "DeviceN": ink, "Indexed": black, "I": black, "Pattern": black, "Lab": lightness,
}

func rgb(r, g, b float64) uint32 {
	channel := func(v float64) uint32 { return uint32(math.Round(255 * math.Max(0, math.Min(1, v)))) }
	return channel(r)<<16 | channel(g)<<8 | channel(b)
}

// spaceOf reads a colour space: a name, or an array that begins with one.
func spaceOf(v pdf.Value) colorSpace {
	name := v.Name()
	if v.Kind() == pdf.Array {
		name = v.Index(0).Name()
	}
	if space := families[name]; space != nil {
		return space
	}
	return byCount
}
