/* What a tag is: elements.py for the shapes that a page repeats; all others are asked of it. */
#include "native.h"
#include <string.h>

enum { MOST_VALUES = 32, MOST_WRITTEN = 300 };

/* A tag without its quoted values, and where they stand in it. */
typedef struct {
    Py_UCS4 written[MOST_WRITTEN];
    Py_ssize_t size;
    Stretch values[MOST_VALUES];
    int count;
} Spelling;

/* 0 when the tag is too long, has too many values or an odd quotation mark: Python reads it. */
static int read_spelling(PyObject *raw, Spelling *found)
{
    int kind = PyUnicode_KIND(raw), is_inside = 0;
    const void *data = PyUnicode_DATA(raw);
    Py_ssize_t size = PyUnicode_GET_LENGTH(raw);
    found->size = found->count = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, i);
        if (is_inside) {
            if (c == '"') {
                found->values[found->count++].end = i;
                is_inside = 0;
            }
            continue;
        }
        if (found->size == MOST_WRITTEN)
            return 0;
        found->written[found->size++] = c;
        if (c == '"') {
            if (found->count == MOST_VALUES)
                return 0;
            found->values[found->count].start = i + 1;
            is_inside = 1;
        }
    }
    return !is_inside;
}

/* The value that a place among the parts of split('"') means: a new reference. */
static PyObject *value_at(PyObject *raw, const Spelling *spelling, Py_ssize_t place)
{
    Py_ssize_t at = place >> 1;
    if (at < 0 || at >= spelling->count) {
        PyErr_SetString(PyExc_RuntimeError, "shape: expected a place of a value, found another");
        return NULL;
    }
    return PyUnicode_Substring(raw, spelling->values[at].start, spelling->values[at].end);
}

/* Marks of plain letters in lower case, parted by one space; NULL without an error when they are not plain. */
static PyObject *fold_plainly(PyObject *text)
{
    char folded[MOST_WRITTEN];
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), count = 0;
    if (size >= MOST_WRITTEN || !PyUnicode_IS_ASCII(text))
        return NULL;
    const unsigned char *written = PyUnicode_1BYTE_DATA(text);
    for (Py_ssize_t i = 0; i < size; i++) {
        unsigned char c = written[i];
        if (c == '&' || c < ' ')
            return NULL;
        if (c == ' ' && (!count || folded[count - 1] == ' '))
            continue;
        folded[count++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (count && folded[count - 1] == ' ')
        count--;
    return PyUnicode_FromStringAndSize(folded, count);
}

/* The marks of an element, folded; a new reference. */
static PyObject *fold_marks(Page *page, PyObject *text)
{
    if (text == NULL)
        return NULL;
    PyObject *folded = fold_plainly(text);
    if (folded != NULL || PyErr_Occurred())
        return folded;
    PyObject *known = PyDict_GetItemWithError(page->folded, text);
    if (known != NULL)
        return Py_NewRef(known);
    return PyErr_Occurred() ? NULL : call_for(page->attributes, names.fold, text, NULL, NULL, NULL);
}

static PyObject *join_values(PyObject *raw, const Spelling *spelling, PyObject *places)
{
    PyObject *values = PyList_New(0), *space = PyUnicode_FromString(" "), *joined = NULL;
    if (values == NULL || space == NULL)
        goto done;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(places); i++) {
        PyObject *value = value_at(raw, spelling, number(PyTuple_GET_ITEM(places, i)));
        if (value == NULL || PyList_Append(values, value) < 0) {
            Py_XDECREF(value);
            goto done;
        }
        Py_DECREF(value);
    }
    joined = PyUnicode_Join(space, values);
done:
    Py_XDECREF(values);
    Py_XDECREF(space);
    return joined;
}

/* What shapes.FACTS holds of a simple shape. */
enum { F_BLOCK, F_TAG, F_MARK, F_MARKS, F_HREF, F_CLASSES, F_IDENTITY, F_UNEASY, F_SAID };

static PyObject *marks_of(Page *page, PyObject *raw, const Spelling *spelling, PyObject *facts)
{
    Py_ssize_t mark = number(PyTuple_GET_ITEM(facts, F_MARK));
    if (!mark)
        return Py_NewRef(parts.nothing);
    PyObject *text = mark > 0 ? value_at(raw, spelling, mark)
                              : join_values(raw, spelling, PyTuple_GET_ITEM(facts, F_MARKS));
    PyObject *marks = text && !PyUnicode_GET_LENGTH(text) ? Py_NewRef(text) : fold_marks(page, text);
    Py_XDECREF(text);
    return marks;
}

/* Whether the page's style sheet has a rule for one of the classes: 1, 0, or -1 with an error. */
static int names_class(Page *page, PyObject *classes)
{
    int kind = PyUnicode_KIND(classes), found = 0;
    const void *data = PyUnicode_DATA(classes);
    Py_ssize_t size = PyUnicode_GET_LENGTH(classes), start = 0;
    for (Py_ssize_t at = 0; !found && at <= size; at++) {
        if (at < size && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)))
            continue;
        if (at > start) {
            PyObject *name = PyUnicode_Substring(classes, start, at);
            found = name ? PyDict_Contains(page->named_classes, name) : -1;
            Py_XDECREF(name);
        }
        start = at + 1;
    }
    return found;
}

/* As AttributeReader.ask_sheet, which is asked itself where a rule may hold; a new reference. */
static PyObject *ask_sheet(Page *page, PyObject *tag, PyObject *classes, PyObject *identity)
{
    int is_named = PyDict_Contains(page->named_tags, tag);
    if (!is_named)
        is_named = PyDict_Contains(page->named_ids, identity);
    if (!is_named && !(is_named = names_class(page, classes)))
        return Py_NewRef(Py_None);
    if (is_named < 0)
        return NULL;
    return call_for(page->attributes, names.ask_sheet, tag, classes, identity, NULL);
}

/* By which means the page's style sheet hides the element; a new reference. */
static PyObject *hidden_by(Page *page, PyObject *raw, const Spelling *spelling, PyObject *facts)
{
    PyObject *has_rules = PyObject_GetAttrString(page->attributes, "has_rules");
    if (has_rules != Py_True) {
        Py_XDECREF(has_rules);
        return has_rules ? Py_NewRef(Py_None) : NULL;
    }
    Py_DECREF(has_rules);
    Py_ssize_t at = number(PyTuple_GET_ITEM(facts, F_CLASSES));
    PyObject *classes = at ? value_at(raw, spelling, at) : Py_NewRef(parts.nothing);
    at = number(PyTuple_GET_ITEM(facts, F_IDENTITY));
    PyObject *identity = at ? value_at(raw, spelling, at) : Py_NewRef(parts.nothing);
    PyObject *means = classes && identity ? ask_sheet(page, PyTuple_GET_ITEM(facts, F_TAG), classes, identity) : NULL;
    Py_XDECREF(classes);
    Py_XDECREF(identity);
    return means;
}

static PyObject *href_of(PyObject *raw, const Spelling *spelling, PyObject *facts)
{
    Py_ssize_t at = number(PyTuple_GET_ITEM(facts, F_HREF));
    if (!at)
        return Py_NewRef(Py_None);
    PyObject *href = value_at(raw, spelling, at);
    if (href == NULL || PyUnicode_FindChar(href, '&', 0, PyUnicode_GET_LENGTH(href), 1) < 0)
        return href;
    PyObject *plain = PyObject_CallOneArg(parts.unescape_value, href);
    Py_DECREF(href);
    return plain;
}

/* The entry of a tag of a simple shape; None when Python is to read it. */
static PyObject *read_simple(Page *page, PyObject *raw, const Spelling *spelling, PyObject *facts)
{
    PyObject *marks = NULL, *hidden = NULL, *href = NULL, *entry = NULL;
    PyObject *tag = PyTuple_GET_ITEM(facts, F_TAG);
    if ((marks = marks_of(page, raw, spelling, facts)) == NULL)
        goto done;
    if ((hidden = hidden_by(page, raw, spelling, facts)) == NULL)
        goto done;
    if (PyTuple_GET_ITEM(facts, F_BLOCK) == Py_True) {
        entry = Py_BuildValue("(OO(OOOO))", parts.start_kind, tag, marks, Py_None, hidden, PyTuple_GET_ITEM(facts, F_UNEASY));
        goto done;
    }
    int says_more = PyTuple_GET_ITEM(facts, F_SAID) == Py_True || PyUnicode_GET_LENGTH(marks) > 0;
    if (hidden != Py_None || !(says_more || equals(tag, parts.tag_a))) {
        entry = Py_NewRef(Py_None);
        goto done;
    }
    if ((href = href_of(raw, spelling, facts)) != NULL)
        entry = Py_BuildValue("(OO(OOO))", parts.span_kind, tag, marks, href, Py_None);
done:
    Py_XDECREF(marks);
    Py_XDECREF(hidden);
    Py_XDECREF(href);
    return entry;
}

/* The entry of an element of which only the name counts; NULL without an error when the tag is not one. */
static PyObject *read_name(const Spelling *spelling)
{
    char name[16];
    Py_ssize_t size = 0;
    for (; size < spelling->size && size < 16; size++) {
        Py_UCS4 c = spelling->written[size];
        if (c >= 'A' && c <= 'Z')
            c += 32;
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            break;
        name[size] = (char)c;
    }
    if (size == 16 || (size < spelling->size && !Py_UNICODE_ISSPACE(spelling->written[size]) && spelling->written[size] != '/'))
        return NULL;
    for (Py_ssize_t i = size; i < spelling->size; i++)
        if (spelling->written[i] == '\'')
            return NULL;
    PyObject *text = PyUnicode_FromStringAndSize(name, size);
    PyObject *entry = text ? PyDict_GetItemWithError(parts.by_name, text) : NULL;
    Py_XDECREF(text);
    if (entry == NULL)
        return NULL;
    if (spelling->written[spelling->size - 1] == '/' && PyTuple_GET_ITEM(entry, 2) == Py_False)
        return NULL; /* left out or raw text, unless it ends itself */
    return Py_NewRef(entry);
}

PyObject *read_entry(Page *page, PyObject *raw)
{
    Spelling spelling;
    Py_UCS4 first = PyUnicode_GET_LENGTH(raw) ? PyUnicode_READ_CHAR(raw, 0) : '!';
    if (first != '/' && first != '!' && first != '?' && read_spelling(raw, &spelling)) {
        PyObject *written = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, spelling.written, spelling.size);
        if (written == NULL)
            return NULL;
        PyObject *facts = PyDict_GetItemWithError(parts.shapes, written);
        Py_DECREF(written);
        if (facts == NULL && PyErr_Occurred())
            return NULL;
        if (facts != NULL) {
            Py_INCREF(facts); /* a call into Python may clear the table */
            PyObject *entry = read_simple(page, raw, &spelling, facts);
            Py_DECREF(facts);
            if (entry != Py_None) {
                if (entry != NULL && PyDict_SetItem(page->kept, raw, entry) < 0)
                    Py_CLEAR(entry);
                return entry;
            }
            Py_DECREF(entry);
        } else {
            PyObject *entry = read_name(&spelling);
            if (entry != NULL || PyErr_Occurred())
                return entry;
        }
    }
    return call_for(page->elements, names.read, raw, NULL, NULL, NULL);
}

/* As shapes.read_attributes, for a tag of a shape met before; shapes.py reads the others. */
PyObject *read_attributes(PyObject *module, PyObject *raw)
{
    Spelling spelling;
    PyObject *names = NULL;
    (void)module;
    if (!PyUnicode_Check(raw)) {
        PyErr_SetString(PyExc_TypeError, "read_attributes: expected text");
        return NULL;
    }
    if (read_spelling(raw, &spelling)) {
        PyObject *written = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, spelling.written, spelling.size);
        names = written ? PyDict_GetItemWithError(parts.names, written) : NULL;
        Py_XDECREF(written);
        if (names == NULL && PyErr_Occurred())
            return NULL;
    }
    if (names == NULL || PyUnicode_FindChar(raw, '&', 0, PyUnicode_GET_LENGTH(raw), 1) >= 0)
        return PyObject_CallOneArg(parts.read_attributes, raw);
    PyObject *found = PyDict_New();
    for (Py_ssize_t i = 0; found != NULL && i < PyTuple_GET_SIZE(names); i++) {
        PyObject *pair = PyTuple_GET_ITEM(names, i);
        Py_ssize_t place = number(PyTuple_GET_ITEM(pair, 1));
        PyObject *value = place > 0 ? value_at(raw, &spelling, place) : Py_NewRef(parts.nothing);
        if (value == NULL || PyDict_SetItem(found, PyTuple_GET_ITEM(pair, 0), value) < 0)
            Py_CLEAR(found);
        Py_XDECREF(value);
    }
    return found;
}
