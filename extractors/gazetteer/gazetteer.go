// Package gazetteer knows people and bodies by name: inspectorates and those who
// lead them, prisons, police forces, local authorities with their codes,
// community rehabilitation companies and their owners, divisions, regions and
// delivery units of probation, departments, providers. The names are data, one
// file a kind in data/; what they do not hold is known by titles and capitals,
// and abbreviations by where a document defines them.
package gazetteer

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"sync"
)

// A Kind is what sort of person or body a name is of.
type Kind string

// The kinds, each but the last named as its file in data/.
const (
	Inspectorate    Kind = "inspectorate"
	Government      Kind = "government"
	LocalAuthority  Kind = "local_authority"
	PoliceForce     Kind = "police_force"
	Prison          Kind = "prison"
	CRC             Kind = "crc"
	NPSDivision     Kind = "nps_division"
	ProbationRegion Kind = "probation_region"
	PDU             Kind = "pdu"
	Provider        Kind = "provider"
	Person          Kind = "person"
	Unlisted        Kind = "body" // a body that the data does not hold
)

// An Entity is a person or body.
type Entity struct {
	Name         string
	Kind         Kind
	Code         string // of a local authority: that of the Office for National Statistics
	Role         string // of a person
	Organisation string // what a body is part of or owned by; where a person has the role
	From, To     string // year or month, ISO 8601; "" where open or not known
}

// forms are the ways in which texts write the names of a kind; X stands for the
// name. Kinds that are not here are written as they are. The first is the name
// in full, but for local authorities, which go by their place.
var forms = map[Kind][]string{
	LocalAuthority: {
		"X Council", "X City Council", "X County Council", "X Borough Council", "X Metropolitan Borough Council", "X Metropolitan Council",
		"X Metropolitan District Council", "X local authority", "X Local Authority", "London Borough of X", "London Borough of X Council",
		"Royal Borough of X", "Royal Borough of X Council", "City of X Council", "City of X Metropolitan District Council", "X County Borough Council",
	},
	Prison:          {"HMP X", "HMP/YOI X", "HMP & YOI X", "HMP and YOI X", "HMYOI X", "HMP YOI X", "YOI X", "HM Prison X", "X prison", "X Prison", "X YOI"},
	CRC:             {"X CRC", "X Community Rehabilitation Company", "X community rehabilitation company"},
	NPSDivision:     {"NPS X", "X NPS", "NPS X division", "NPS X Division", "X division of the National Probation Service", "X Division of the NPS", "National Probation Service X"},
	ProbationRegion: {"X Probation Region", "X probation region", "X Probation Service", "Probation Service X", "X region of the Probation Service"},
	PDU:             {"X PDU", "X Probation Delivery Unit", "X probation delivery unit"},
}

//go:embed data/*.tsv
var files embed.FS

// Embedded is the gazetteer that the program is built with.
var Embedded = sync.OnceValue(func() *Gazetteer {
	g := &Gazetteer{root: &node{}, bare: map[string]*Entity{}}
	entries, err := files.ReadDir("data")
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	for _, e := range entries {
		data, err := files.ReadFile(path.Join("data", e.Name()))
		if err != nil {
			panic(err)
		}
		if err := g.load(Kind(strings.TrimSuffix(e.Name(), ".tsv")), string(data)); err != nil {
			panic(err)
		}
	}
	return g
})

// A Gazetteer finds the names that it holds. It does not change once made.
type Gazetteer struct {
	root     *node
	entities []*Entity
	bare     map[string]*Entity // by kind and name without the forms around it, in lower case
}

// Lookup is the entity of a kind that a name stands for where the kind is known
// from elsewhere (Dorset, of a local authority), or nil.
func (g *Gazetteer) Lookup(kind Kind, name string) *Entity {
	return g.bare[string(kind)+" "+strings.ToLower(plain(name))]
}

// load reads one kind's file: a line an entity, its name, other names parted by
// semicolons, then code (or role), organisation, from and to, parted by tabs.
// Lines that begin with # are for people.
func (g *Gazetteer) load(kind Kind, data string) error {
	const columns = 6
	for i, line := range strings.Split(strings.TrimSpace(data), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if fields[0] == "" || len(fields) > columns {
			return fmt.Errorf("gazetteer %s:%d: want a name and at most %d columns", kind, i+1, columns)
		}
		fields = append(fields, make([]string, columns-len(fields))...)
		e := &Entity{Name: fields[0], Kind: kind, Code: fields[2], Organisation: fields[3], From: fields[4], To: fields[5]}
		if kind == Person {
			e.Code, e.Role = "", fields[2]
		}
		names := []string{e.Name}
		for alias := range strings.SplitSeq(fields[1], ";") {
			if alias = strings.TrimSpace(alias); alias != "" {
				names = append(names, alias)
			}
		}
		written := forms[kind]
		if written == nil {
			written = []string{"X"}
		}
		if kind != LocalAuthority { // of which a council is but one form
			e.Name = strings.ReplaceAll(written[0], "X", e.Name)
		}
		g.entities = append(g.entities, e)
		for _, name := range names {
			g.bare[string(kind)+" "+strings.ToLower(name)] = e
			for _, form := range written {
				g.root.add(strings.ReplaceAll(form, "X", name), e)
			}
		}
	}
	return nil
}
