/* Runs of text cut into blocks: what cut.py's flush and runs.py do; the rarer runs are left to runs.py. */
#include "native.h"

static PyObject *python_fold(PyObject *text)
{
    return PyObject_CallOneArg(parts.fold, text);
}

/* White space as single spaces, in a new buffer of the text's kind. */
static PyObject *squeeze(PyObject *text, Py_ssize_t start, Py_ssize_t end)
{
    int kind = PyUnicode_KIND(text), is_gap = 0;
    const void *data = PyUnicode_DATA(text);
    void *buffer = PyMem_Malloc((size_t)(end - start) * (size_t)kind);
    if (buffer == NULL)
        return PyErr_NoMemory();
    Py_ssize_t size = 0;
    for (Py_ssize_t i = start; i < end; i++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, i);
        if (Py_UNICODE_ISSPACE(c)) {
            is_gap = 1;
            continue;
        }
        if (!Py_UNICODE_ISPRINTABLE(c)) {
            PyMem_Free(buffer);
            return python_fold(text);
        }
        if (is_gap)
            PyUnicode_WRITE(kind, buffer, size++, ' ');
        is_gap = 0;
        PyUnicode_WRITE(kind, buffer, size++, c);
    }
    PyObject *folded = PyUnicode_FromKindAndData(kind, buffer, size);
    PyMem_Free(buffer);
    return folded;
}

/* As runs.fold; a new reference. */
PyObject *fold(PyObject *text)
{
    Py_ssize_t start = 0, end = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text), was_space = 0;
    const void *data = PyUnicode_DATA(text);
    if (end > parts.max_run)
        return python_fold(text);
    while (start < end && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, start)))
        start++;
    while (end > start && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, end - 1)))
        end--;
    for (Py_ssize_t i = start; i < end; i++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, i);
        if (c > ' ' && c < 0x7f) {
            was_space = 0;
            continue;
        }
        int is_space = c == ' ';
        if ((is_space && was_space) || (!is_space && !Py_UNICODE_ISPRINTABLE(c)))
            return squeeze(text, start, end);
        was_space = is_space;
    }
    return PyUnicode_Substring(text, start, end);
}

static int is_break(PyObject *piece)
{
    return piece == parts.line_break || (PyUnicode_GET_LENGTH(piece) == 1 && PyUnicode_READ_CHAR(piece, 0) == 0);
}

static int add_block(Page *page, PyObject *text, PyObject *tag, PyObject *top, PyObject *spans, PyObject *link, PyObject *strong)
{
    PyObject *values[] = {text, tag, NODE(top, N_INDEX), spans, link, strong, NODE(top, N_HIDDEN)};
    PyObject *block = make(parts.block, parts.block_at, values, 7);
    int failed = block == NULL || PyList_Append(page->blocks, block) < 0;
    Py_XDECREF(block);
    return failed ? -1 : 0;
}

static int is_strong(PyObject *tag)
{
    return PySet_Contains(parts.strong, tag);
}

static int says_something(PyObject *span)
{
    return OF_SPAN(span, S_HREF) != Py_None || PyUnicode_GET_LENGTH(OF_SPAN(span, S_MARKS)) || OF_SPAN(span, S_VALUE) != Py_None;
}

/* A span over a part of a text, with what another one says. */
static PyObject *span_over(PyObject *span, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *from = PyLong_FromSsize_t(start), *to = PyLong_FromSsize_t(end);
    PyObject *values[] = {from, to, OF_SPAN(span, S_TAG), OF_SPAN(span, S_MARKS), OF_SPAN(span, S_HREF), OF_SPAN(span, S_VALUE)};
    PyObject *made = make(parts.span, parts.span_at, values, 6);
    Py_XDECREF(from);
    Py_XDECREF(to);
    return made;
}

/* One block of a text; `spans` are the inline elements that hold a part of it, `places` their stretches. */
static int add_text(Page *page, PyObject *text, PyObject *tag, PyObject *top, PyObject **spans, Stretch *places, Py_ssize_t count)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), link = 0, strong = 0, kept = 0;
    int done = -1;
    PyObject *found = PyTuple_New(count), *cut = NULL, *links = NULL, *strongs = NULL;
    if (found == NULL)
        return -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        Py_ssize_t start = places[i].start, end = places[i].end < size ? places[i].end : size;
        if (end <= start)
            continue;
        if (OF_SPAN(spans[i], S_HREF) != Py_None)
            link += end - start;
        else {
            int bold = is_strong(OF_SPAN(spans[i], S_TAG));
            if (bold < 0)
                goto done;
            strong += bold ? end - start : 0;
        }
        if (says_something(spans[i])) {
            PyObject *over = span_over(spans[i], start, end);
            if (over == NULL)
                goto done;
            PyTuple_SET_ITEM(found, kept++, over);
        }
    }
    if ((cut = PyTuple_GetSlice(found, 0, kept)) == NULL)
        goto done;
    links = PyLong_FromSsize_t(link < size ? link : size);
    strongs = PyLong_FromSsize_t(strong < size ? strong : size);
    if (links && strongs)
        done = add_block(page, text, tag, top, cut, links, strongs);
done:
    Py_DECREF(found);
    Py_XDECREF(cut);
    Py_XDECREF(links);
    Py_XDECREF(strongs);
    return done;
}

/* The run of one piece without inline elements. */
static int add_words(Page *page, PyObject *tag, PyObject *top)
{
    PyObject *text = fold(PyList_GET_ITEM(page->pieces, 0));
    int failed = text == NULL;
    if (!failed && PyUnicode_GET_LENGTH(text))
        failed = add_block(page, text, tag, top, parts.no_spans, parts.zero, parts.zero) < 0;
    Py_XDECREF(text);
    return failed ? -1 : 0;
}

/* The run as runs.cut_run cuts it. */
static int add_cuts(Page *page, PyObject *tag, PyObject *top)
{
    PyObject *is_lines = equals(tag, parts.tag_pre) ? Py_True : Py_False;
    PyObject *args = PyTuple_Pack(2, page->pieces, page->spans), *named = Py_BuildValue("{sO}", "is_lines", is_lines);
    PyObject *cuts = args && named ? PyObject_Call(parts.cut_run, args, named) : NULL;
    int failed = cuts == NULL;
    Py_XDECREF(args);
    Py_XDECREF(named);
    for (Py_ssize_t i = 0; !failed && i < PyList_GET_SIZE(cuts); i++) {
        PyObject *text, *spans, *link, *strong;
        failed = !PyArg_ParseTuple(PyList_GET_ITEM(cuts, i), "OOOO", &text, &spans, &link, &strong) ||
                 add_block(page, text, tag, top, spans, link, strong) < 0;
    }
    Py_XDECREF(cuts);
    return failed ? -1 : 0;
}

/* The folded pieces put together, and where each begins and ends in that; NULL without an error when runs.py is to do
   it: a paragraph ends amid the run, or the run is too long. */
static PyObject *join_pieces(PyObject *pieces, Stretch *places)
{
    Py_ssize_t at = 0, breaks = 0, count = PyList_GET_SIZE(pieces), total = 0;
    int gap = 0;
    PyObject *out = PyList_New(0), *joint = NULL, *joined = NULL;
    if (out == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *piece = PyList_GET_ITEM(pieces, i);
        Py_ssize_t size = PyUnicode_GET_LENGTH(piece);
        places[i] = (Stretch){at, at};
        if ((total += size) > parts.max_run)
            goto done;
        if (is_break(piece)) {
            if (++breaks > 1 && at)
                goto done;
            continue;
        }
        int is_first_gap = size && Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(piece, 0));
        int is_last_gap = size && Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(piece, size - 1));
        PyObject *words = fold(piece);
        if (words == NULL)
            goto done;
        if (!PyUnicode_GET_LENGTH(words)) {
            gap = gap || is_first_gap || is_last_gap;
            Py_DECREF(words);
            continue;
        }
        if (at && breaks && is_first_gap) { /* it may be indented, and so begin a paragraph */
            Py_DECREF(words);
            goto done;
        }
        const char *between = !at ? "" : breaks ? "\n" : gap || is_first_gap ? " " : "";
        if (*between) {
            Py_XSETREF(joint, PyUnicode_FromString(between));
            if (joint == NULL || PyList_Append(out, joint) < 0) {
                Py_DECREF(words);
                goto done;
            }
            at++;
        }
        places[i] = (Stretch){at, at + PyUnicode_GET_LENGTH(words)};
        at = places[i].end;
        int failed = PyList_Append(out, words);
        Py_DECREF(words);
        if (failed)
            goto done;
        breaks = 0;
        gap = is_last_gap;
    }
    joined = PyUnicode_Join(parts.nothing, out);
done:
    Py_XDECREF(joint);
    Py_DECREF(out);
    return joined;
}

/* Where the words of an inline element stand in the joined text; 0 when it holds none. */
static int find_words(PyObject *span, PyObject *text, const Stretch *places, Py_ssize_t count, Stretch *found)
{
    Py_ssize_t first = number(OF_SPAN(span, S_START)), stop = number(OF_SPAN(span, S_END));
    if (stop < 0 || stop > count)
        stop = count;
    if (first < 0 || stop <= first)
        return 0;
    *found = (Stretch){places[first].start, places[stop - 1].end};
    while (found->start < found->end) {
        Py_UCS4 c = PyUnicode_READ_CHAR(text, found->start);
        if (c != ' ' && c != '\n')
            break;
        found->start++;
    }
    return found->end > found->start;
}

/* Whether each inline element holds all of the run or none of it. */
static int holds_whole(Page *page)
{
    Py_ssize_t count = PyList_GET_SIZE(page->pieces);
    for (Py_ssize_t i = 0; i < count; i++)
        if (is_break(PyList_GET_ITEM(page->pieces, i)))
            return 0;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(page->spans); i++) {
        PyObject *span = PyList_GET_ITEM(page->spans, i);
        Py_ssize_t first = number(OF_SPAN(span, S_START)), stop = number(OF_SPAN(span, S_END));
        if (first >= count || stop == 0)
            continue;
        if (first > 0 || (stop > 0 && stop < count))
            return 0;
    }
    return 1;
}

/* Whether a span holds nothing of the run, by its places alone. */
static int holds_nothing(PyObject *span, Py_ssize_t count)
{
    return number(OF_SPAN(span, S_START)) >= count || number(OF_SPAN(span, S_END)) == 0;
}

/* A run of several pieces. */
static int add_run(Page *page, PyObject *tag, PyObject *top)
{
    Py_ssize_t count = PyList_GET_SIZE(page->pieces), most = PyList_GET_SIZE(page->spans), held = 0;
    int is_whole = holds_whole(page), failed = -1;
    Stretch *places = PyMem_New(Stretch, count), *within = PyMem_New(Stretch, most + 1);
    PyObject **spans = PyMem_New(PyObject *, most + 1), *text = NULL;
    if (places == NULL || within == NULL || spans == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    if (is_whole) {
        PyObject *joined = PyUnicode_Join(parts.nothing, page->pieces);
        text = joined ? fold(joined) : NULL;
        Py_XDECREF(joined);
    } else
        text = join_pieces(page->pieces, places);
    if (text == NULL) {
        failed = PyErr_Occurred() ? -1 : add_cuts(page, tag, top);
        goto done;
    }
    failed = 0;
    if (!PyUnicode_GET_LENGTH(text))
        goto done;
    for (Py_ssize_t i = 0; i < most; i++) {
        PyObject *span = PyList_GET_ITEM(page->spans, i);
        within[held] = (Stretch){0, PyUnicode_GET_LENGTH(text)};
        if (is_whole ? !holds_nothing(span, count) : find_words(span, text, places, count, &within[held]))
            spans[held++] = span; /* borrowed: nothing below changes the list */
    }
    failed = add_text(page, text, tag, top, spans, within, held);
done:
    Py_XDECREF(text);
    PyMem_Free(places);
    PyMem_Free(within);
    PyMem_Free(spans);
    return failed;
}

/* Only the inline elements that are open go on in what follows. */
static int keep_open_spans(Page *page)
{
    PyObject *open = PyList_New(0);
    if (open == NULL)
        return -1;
    int failed = 0;
    if (PyList_GET_SIZE(page->inlines) || PyDict_GET_SIZE(page->held))
        for (Py_ssize_t i = 0; !failed && i < PyList_GET_SIZE(page->spans); i++) {
            PyObject *span = PyList_GET_ITEM(page->spans, i);
            if (number(OF_SPAN(span, S_END)) < 0 && PyList_GET_SIZE(open) < parts.max_going) {
                put(span, parts.span_at[S_START], Py_NewRef(parts.zero));
                failed = PyList_Append(open, span);
            }
        }
    if (!failed)
        failed = PyList_SetSlice(page->spans, 0, PyList_GET_SIZE(page->spans), open);
    Py_DECREF(open);
    return failed;
}

/* The node that holds the run and the name of the nearest block element, as Cut._find_place finds them: new references. */
static int find_place(Page *page, PyObject **top, PyObject **tag)
{
    *top = last_of(page->stack);
    if (*top == NULL)
        return -1;
    *tag = NODE(*top, N_TAG);
    int is_block = PySet_Contains(parts.names_of_blocks, *tag), is_early = PySet_Contains(parts.before_body, *tag);
    if (is_block == 1 && is_early == 0) {
        Py_INCREF(*top);
        Py_INCREF(*tag);
        return 0;
    }
    PyObject *place = call_for(page->cut, names.find_place, NULL, NULL, NULL, NULL);
    if (place == NULL || !PyArg_ParseTuple(place, "OO", top, tag)) {
        Py_XDECREF(place);
        return -1;
    }
    Py_INCREF(*top);
    Py_INCREF(*tag);
    Py_DECREF(place);
    return 0;
}

/* As Cut.flush: make blocks of the run at hand, of which there is at least one piece. */
int flush(Page *page)
{
    PyObject *pieces = page->pieces, *top, *tag;
    while (PyList_GET_SIZE(pieces)) {
        PyObject *piece = last_of(pieces);
        if (!is_break(piece) && !is_space(piece))
            break;
        if (PyList_SetSlice(pieces, PyList_GET_SIZE(pieces) - 1, PyList_GET_SIZE(pieces), NULL) < 0)
            return -1;
    }
    if (find_place(page, &top, &tag) < 0)
        return -1;
    Py_ssize_t count = PyList_GET_SIZE(pieces), spans = PyList_GET_SIZE(page->spans);
    int failed;
    if (equals(tag, parts.tag_pre))
        failed = add_cuts(page, tag, top);
    else if (count == 1 && spans == 0)
        failed = add_words(page, tag, top);
    else
        failed = add_run(page, tag, top);
    Py_DECREF(top);
    Py_DECREF(tag);
    if (failed || PyList_SetSlice(pieces, 0, PyList_GET_SIZE(pieces), NULL) < 0)
        return -1;
    return PyList_GET_SIZE(page->spans) ? keep_open_spans(page) : 0;
}
