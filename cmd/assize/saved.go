package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"assize/internal/export"
	"assize/internal/saved"
	"assize/internal/term"
	"assize/pipeline/store"
)

// webhookTime is how long the receiver of an item may take.
const webhookTime = 30 * time.Second

func newSaved(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "saved",
		Short: "Keep searches, and hear what is new in them",
		Long: `A saved search is matched against what crawls bring after it was saved, and against
nothing else. What it finds is in a feed of its own, and is printed or posted once.`,
		Example: `  assize saved add chains '"supply chain" kind:finding'
  assize crawl && assize saved run`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var all, asJSON bool
	add := &cobra.Command{
		Use:   "add NAME QUERY...",
		Short: "Save a search",
		Long: `add saves a search under a name of small letters, digits and hyphens. It finds what
is new from now on; with --all, the next run finds also what is there.`,
		Example: `  assize saved add chains '"supply chain" kind:finding'`,
		Args:    arguments(cobra.MinimumNArgs(2)),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.saveSearch(cmd, args[0], args[1:], all) },
	}
	addFilters(add.Flags())
	add.Flags().BoolVar(&all, "all", false, "find what is there already, too")
	list := &cobra.Command{
		Use:     "list",
		Short:   "List the saved searches",
		Long:    "list prints the name of each saved search, how many records it has found and its query.",
		Example: "  assize saved list --json",
		Args:    arguments(cobra.ExactArgs(0)),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.listSaved(cmd.Context(), asJSON) },
	}
	list.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	rm := &cobra.Command{
		Use:     "rm NAME",
		Short:   "Forget a saved search and what it found",
		Long:    "rm forgets a saved search, what it found and its feed.",
		Example: "  assize saved rm chains",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.removeSaved(cmd.Context(), args[0]) },
	}
	cmd.AddCommand(add, list, newSavedRun(a), rm)
	return cmd
}

// withBook opens the saved searches of the data folder.
func (a *app) withBook(ctx context.Context, do func(*saved.Book, *store.Store) error) error {
	st, err := a.openStore(ctx, store.Read)
	if err != nil {
		return err
	}
	defer st.Close()
	book, err := saved.Open(ctx, filepath.Join(st.Dir(), "saved.db"))
	if err != nil {
		return err
	}
	return errors.Join(do(book, st), book.Close())
}

func (a *app) saveSearch(cmd *cobra.Command, name string, words []string, all bool) error {
	q, err := a.query(cmd, words)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	return a.withBook(ctx, func(b *saved.Book, st *store.Store) error {
		seq := int64(0)
		if !all {
			if seq, err = st.LastSeq(ctx); err != nil {
				return err
			}
		}
		return b.Add(ctx, name, q, seq)
	})
}

func (a *app) listSaved(ctx context.Context, asJSON bool) error {
	return a.withBook(ctx, func(b *saved.Book, _ *store.Store) error {
		searches, err := b.List(ctx)
		if err != nil {
			return err
		}
		if asJSON {
			return printJSON(a.out, append([]saved.Search{}, searches...))
		}
		t := &term.Table{}
		screen := a.screen(a.out)
		if screen.Terminal {
			t.Columns = []term.Column{{Title: "NAME"}, {Title: "FOUND"}, {Title: "QUERY", Share: 1}}
		}
		for _, s := range searches {
			t.Row(s.Name, strconv.Itoa(s.Items), s.Query)
		}
		return t.Print(screen)
	})
}

func (a *app) removeSaved(ctx context.Context, name string) error {
	return a.withBook(ctx, func(b *saved.Book, st *store.Store) error {
		if err := b.Remove(ctx, name); err != nil {
			return err
		}
		err := os.Remove(feedPath(st, name))
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return err
	})
}

func newSavedRun(a *app) *cobra.Command {
	var address, keyFile string
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Match the saved searches against what is new",
		Long: `run matches the saved searches against what was stored since they were run last. It
writes what each found into its feed, feeds/NAME.atom in the data folder, the last
100 of it, and prints what is new: the name of the search, id, date found, title and
text, parted by tabs.

With --webhook it posts each new item there as JSON instead, signed with the key in
--key-file (Assize-Signature: sha256=HEX, the HMAC-SHA256 of the body), up to four
times; what could not be posted is posted by the next run.`,
		Example: `  assize saved run | mail -E -s 'New findings' me@example.org
  assize saved run --webhook https://hooks.example.org/assize --key-file key`,
		Args: arguments(cobra.ExactArgs(0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if (address == "") != (keyFile == "") {
				return usage(cmd, errors.New("--webhook and --key-file go together"))
			}
			tell := a.printItem
			if address != "" {
				key, err := os.ReadFile(keyFile)
				if key = bytes.TrimSpace(key); err != nil || len(key) == 0 {
					return usage(cmd, errors.Join(fmt.Errorf("there is no key in %s", keyFile), err))
				}
				hook := saved.Webhook{URL: address, Key: key, Client: &http.Client{Timeout: webhookTime}}
				tell = func(it saved.Item) error { return hook.Post(cmd.Context(), it) }
			}
			return a.runSaved(cmd.Context(), tell)
		},
	}
	cmd.Flags().StringVar(&address, "webhook", "", "post what is new to this `ADDRESS`")
	cmd.Flags().StringVar(&keyFile, "key-file", "", "sign what is posted with the key in this `FILE`")
	return cmd
}

func (a *app) runSaved(ctx context.Context, tell func(saved.Item) error) error {
	return a.withBook(ctx, func(b *saved.Book, st *store.Store) error {
		if err := b.Run(ctx, st, time.Now); err != nil {
			return err
		}
		searches, err := b.List(ctx)
		if err != nil {
			return err
		}
		for _, s := range searches {
			if err := writeFeed(ctx, b, st, s); err != nil {
				return err
			}
		}
		return b.Tell(ctx, tell)
	})
}

func (a *app) printItem(it saved.Item) error {
	t := &term.Table{}
	t.Row(it.Search, string(it.ID), it.Found.Format(timeFormat), it.Title, it.Text)
	return t.Print(a.screen(a.out))
}

func feedPath(st *store.Store, name string) string {
	return filepath.Join(st.Dir(), "feeds", name+".atom")
}

func writeFeed(ctx context.Context, b *saved.Book, st *store.Store, s saved.Search) error {
	items, err := b.Items(ctx, s.Name)
	if err != nil {
		return err
	}
	path := feedPath(st, s.Name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return export.File(path, func(w io.Writer) error { return saved.WriteFeed(w, s, items) })
}
