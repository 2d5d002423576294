package tidy

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content/syntax"
)

// A method is how strings or streams are encrypted (7.6.5, table 25).
type method uint8

const (
	plain method = iota
	rc4Cipher
	aes128
	aes256
)

var methods = map[string]method{"None": plain, "V2": rc4Cipher, "AESV2": aes128, "AESV3": aes256}

// crypt decrypts objects with the file's key (ISO 32000-1, 7.6; ISO 32000-2 for
// revisions 5 and 6).
type crypt struct {
	key              []byte
	strings, streams method
}

// padding fills passwords up to 32 bytes (algorithm 2, step a).
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08" +
	"\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// newCrypt derives the key from the empty password, as files with an owner
// password alone open, or from the given one.
func newCrypt(encrypt, id syntax.Object, password string) (*crypt, error) {
	const op = "decrypt PDF"
	if !encrypt.Get("Filter").Is("Standard") {
		return nil, fault.Newf(fault.Encrypted, op, "the security handler %q is not supported", encrypt.Get("Filter").Bytes)
	}
	c := &crypt{strings: rc4Cipher, streams: rc4Cipher}
	version, revision := encrypt.Get("V").Int(), encrypt.Get("R").Int()
	if version >= 4 {
		c.strings = cryptFilter(encrypt, "StrF")
		c.streams = cryptFilter(encrypt, "StmF")
	}
	if c.strings == plain && c.streams == plain {
		return c, nil // attachments alone are encrypted
	}
	for _, p := range []string{"", password} {
		if revision >= 5 {
			c.key = modernKey(encrypt, []byte(p), revision)
		} else {
			c.key = classicKey(encrypt, id, []byte(p), version, revision)
		}
		if c.key != nil {
			return c, nil
		}
	}
	if password != "" {
		return nil, fault.Newf(fault.Encrypted, op, "the password given with --password does not open the file")
	}
	return nil, fault.Newf(fault.Encrypted, op, "the file needs a password: give it with --password")
}

func cryptFilter(encrypt syntax.Object, key string) method {
	named := encrypt.Get(key)
	if named.Kind != syntax.Name || named.Is("Identity") {
		return plain
	}
	return methods[string(encrypt.Get("CF").Get(string(named.Bytes)).Get("CFM").Bytes)]
}

// classicKey is algorithm 2 with the check of algorithm 6, for the user password
// and, by algorithm 7, for the owner password.
func classicKey(encrypt, id syntax.Object, password []byte, version, revision int) []byte {
	length := 5
	if bits := encrypt.Get("Length").Int(); revision >= 3 && bits >= 40 && bits <= 128 {
		length = bits / 8
	}
	if version == 4 {
		length = 16
	}
	owner, user := encrypt.Get("O").Bytes, encrypt.Get("U").Bytes
	if len(owner) < 32 || len(user) < 16 {
		return nil
	}
	var first []byte
	if len(id.Items) > 0 {
		first = id.Items[0].Bytes
	}
	permissions := binary.LittleEndian.AppendUint32(nil, uint32(int64(encrypt.Get("P").Number)))
	tryUser := func(password []byte) []byte {
		h := md5.New()
		h.Write(pad(password))
		h.Write(owner[:32])
		h.Write(permissions)
		h.Write(first)
		if metadata := encrypt.Get("EncryptMetadata"); revision >= 4 && metadata.Kind == syntax.Bool && metadata.Number == 0 {
			h.Write([]byte{0xff, 0xff, 0xff, 0xff})
		}
		key := strengthen(h.Sum(nil), length, revision)
		if !bytes.HasPrefix(user, userCheck(key, first, revision)) {
			return nil
		}
		return key
	}
	if key := tryUser(password); key != nil {
		return key
	}
	sum := md5.Sum(pad(password))
	ownerKey := strengthen(sum[:], length, revision)
	return tryUser(rounds(owner[:32], ownerKey, revision, true))
}

func pad(password []byte) []byte {
	return append(append([]byte{}, password...), padding...)[:32]
}

func strengthen(key []byte, length, revision int) []byte {
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:length])
			key = sum[:]
		}
	}
	return key[:length]
}

// userCheck is what the U entry begins with for the right key (algorithms 4 and 5).
func userCheck(key, id []byte, revision int) []byte {
	if revision == 2 {
		return rounds([]byte(padding), key, revision, false)
	}
	sum := md5.Sum(append([]byte(padding), id...))
	return rounds(sum[:], key, revision, false)
}

// rounds applies RC4 once, or twenty times with the key varied by the round.
func rounds(data, key []byte, revision int, backwards bool) []byte {
	data = bytes.Clone(data)
	count := 1
	if revision >= 3 {
		count = 20
	}
	for i := range count {
		if backwards {
			i = count - 1 - i
		}
		varied := bytes.Clone(key)
		for j := range varied {
			varied[j] ^= byte(i)
		}
		applyRC4(varied, data)
	}
	return data
}

func applyRC4(key, data []byte) {
	if c, err := rc4.NewCipher(key); err == nil {
		c.XORKeyStream(data, data)
	}
}

// modernKey is algorithm 2.A of ISO 32000-2.
func modernKey(encrypt syntax.Object, password []byte, revision int) []byte {
	user, owner := encrypt.Get("U").Bytes, encrypt.Get("O").Bytes
	if len(user) < 48 || len(owner) < 48 {
		return nil
	}
	user, owner = user[:48], owner[:48]
	password = password[:min(len(password), 127)]
	for _, try := range []struct {
		entry, extra []byte
		wrapped      string
	}{{user, nil, "UE"}, {owner, user, "OE"}} {
		if !bytes.Equal(hash(password, try.entry[32:40], try.extra, revision), try.entry[:32]) {
			continue
		}
		wrapped := encrypt.Get(try.wrapped).Bytes
		block, err := aes.NewCipher(hash(password, try.entry[40:48], try.extra, revision))
		if err != nil || len(wrapped) < 32 {
			return nil
		}
		key := bytes.Clone(wrapped[:32])
		cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(key, key)
		return key
	}
	return nil
}

// hash is algorithm 2.B of ISO 32000-2; revision 5 stops after its first step.
func hash(password, salt, extra []byte, revision int) []byte {
	sum := sha256.Sum256(bytes.Join([][]byte{password, salt, extra}, nil))
	k := sum[:]
	if revision == 5 {
		return k
	}
	for round := 0; ; round++ {
		data := bytes.Repeat(bytes.Join([][]byte{password, k, extra}, nil), 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(data, data)
		remainder := 0
		for _, c := range data[:16] {
			remainder += int(c)
		}
		switch remainder % 3 {
		case 0:
			sum := sha256.Sum256(data)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(data)
			k = sum[:]
		case 2:
			sum := sha512.Sum512(data)
			k = sum[:]
		}
		if round >= 63 && int(data[len(data)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// decrypt returns the object with its strings and its data in the clear.
func (c *crypt) decrypt(o syntax.Object, number, generation int) syntax.Object {
	switch o.Kind {
	case syntax.String:
		o.Bytes = c.data(o.Bytes, c.strings, number, generation)
	case syntax.Array, syntax.Dict, syntax.Stream:
		items := make([]syntax.Object, len(o.Items))
		for i, item := range o.Items {
			items[i] = c.decrypt(item, number, generation)
		}
		o.Items = items
	}
	if o.Kind == syntax.Stream && !hasOwnFilter(o) {
		o.Bytes = c.data(o.Bytes, c.streams, number, generation)
	}
	return o
}

// hasOwnFilter reports a stream that names a crypt filter of its own, which in
// practice is always Identity (metadata left readable).
func hasOwnFilter(o syntax.Object) bool {
	filter := o.Get("Filter")
	return filter.Is("Crypt") || len(filter.Items) > 0 && filter.Items[0].Is("Crypt")
}

func (c *crypt) data(b []byte, m method, number, generation int) []byte {
	if m == plain {
		return b
	}
	key := c.key
	if m != aes256 { // algorithm 1
		salted := append(bytes.Clone(c.key), byte(number), byte(number>>8), byte(number>>16), byte(generation), byte(generation>>8))
		if m == aes128 {
			salted = append(salted, "sAlT"...)
		}
		sum := md5.Sum(salted)
		key = sum[:min(len(c.key)+5, 16)]
	}
	if m == rc4Cipher {
		b = bytes.Clone(b)
		applyRC4(key, b)
		return b
	}
	block, err := aes.NewCipher(key)
	whole := len(b) / aes.BlockSize * aes.BlockSize
	if err != nil || whole < 2*aes.BlockSize {
		return nil
	}
	out := bytes.Clone(b[aes.BlockSize:whole])
	cipher.NewCBCDecrypter(block, b[:aes.BlockSize]).CryptBlocks(out, out)
	if fill := int(out[len(out)-1]); 1 <= fill && fill <= aes.BlockSize {
		out = out[:len(out)-fill]
	}
	return out
}
