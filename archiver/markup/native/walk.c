/* The walk over a page's tags and words: what Walker._walk does, and what it calls for most tags. */
#include "native.h"

Parts parts;
Names names;

/* A tag with what it is, and the words after it: references of our own. */
typedef struct {
    PyObject *raw, *words, *entry;
} Step;

static void forget(Step *step)
{
    Py_CLEAR(step->raw);
    Py_CLEAR(step->words);
    Py_CLEAR(step->entry);
}

/* The next step: 1, 0 at the end, -1 for an error. White space between tags where no run is at hand is left out. */
static int next_step(Page *page, PyObject *tokens, Step *step)
{
    if (Py_IS_TYPE(tokens, &TokensType)) {
        Stretch raw, words;
        int more = next_token(tokens, &raw, &words);
        if (more <= 0)
            return more;
        step->raw = PyUnicode_Substring(text_of(tokens), raw.start, raw.end);
        step->words = step->raw ? PyUnicode_Substring(text_of(tokens), words.start, words.end) : NULL;
        if (step->words == NULL)
            return -1;
    } else {
        PyObject *token = PyIter_Next(tokens);
        if (token == NULL)
            return PyErr_Occurred() ? -1 : 0;
        if (!PyArg_ParseTuple(token, "UU", &step->raw, &step->words)) {
            step->raw = step->words = NULL;
            Py_DECREF(token);
            return -1;
        }
        Py_INCREF(step->raw);
        Py_INCREF(step->words);
        Py_DECREF(token);
    }
    PyObject *known = PyDict_GetItemWithError(page->kept, step->raw);
    if (known == NULL && PyErr_Occurred())
        return -1;
    step->entry = known ? Py_NewRef(known) : read_entry(page, step->raw);
    return step->entry ? 1 : -1;
}

static int append_node(Page *page, PyObject *top, PyObject *tag, PyObject *says, Py_ssize_t depth)
{
    PyObject *own = PyTuple_GET_ITEM(says, 2), *above = NODE(top, N_HIDDEN);
    PyObject *first = PyLong_FromSsize_t(PyList_GET_SIZE(page->blocks)), *deep = PyLong_FromSsize_t(depth);
    PyObject *index = PyLong_FromSsize_t(PyList_GET_SIZE(page->nodes));
    PyObject *values[] = {tag, PyTuple_GET_ITEM(says, 0), NODE(top, N_INDEX), first, first, deep,
                          PyTuple_GET_ITEM(says, 1), above != Py_None ? above : own, index};
    PyObject *node = make(parts.node, parts.node_at, values, 9);
    int failed = node == NULL || PyList_Append(page->nodes, node) < 0 || PyList_Append(page->stack, node) < 0;
    Py_XDECREF(node);
    Py_XDECREF(first);
    Py_XDECREF(deep);
    Py_XDECREF(index);
    return failed ? -1 : 0;
}

static int start_block(Page *page, PyObject *tag, PyObject *says)
{
    if (PyList_GET_SIZE(page->pieces) && flush(page) < 0)
        return -1;
    PyObject *top = last_of(page->stack);
    int is_uneasy = top ? PySet_Contains(PyTuple_GET_ITEM(says, 3), NODE(top, N_TAG)) : -1;
    if (is_uneasy < 0 || (is_uneasy && call(page->ender, names.make_way, tag) < 0))
        return -1;
    if (PyList_GET_SIZE(page->inlines) && call(page->rare, names.make_nodes, NULL) < 0)
        return -1;
    if ((top = last_of(page->stack)) == NULL)
        return -1;
    Py_ssize_t depth = number(NODE(top, N_DEPTH)) + 1;
    if (depth <= parts.max_depth)
        return append_node(page, top, tag, says, depth);
    PyObject *node = call_for(page->cut, names.add_node, tag, PyTuple_GET_ITEM(says, 0), PyTuple_GET_ITEM(says, 1),
                              PyTuple_GET_ITEM(says, 2));
    Py_XDECREF(node);
    return node ? 0 : -1;
}

static int end_block(Page *page, PyObject *tag)
{
    PyObject *top = last_of(page->stack);
    if (top == NULL)
        return -1;
    if (!equals(NODE(top, N_TAG), tag))
        return call(page->ender, names.end_block, tag);
    if (PyList_GET_SIZE(page->inlines) && call(page->cut, names.end_inlines, NULL) < 0)
        return -1;
    if (PyList_GET_SIZE(page->pieces) && flush(page) < 0)
        return -1;
    Py_ssize_t size = PyList_GET_SIZE(page->stack);
    if ((top = last_of(page->stack)) == NULL || put_number(top, parts.node_at[N_END], PyList_GET_SIZE(page->blocks)) < 0)
        return -1;
    return PyList_SetSlice(page->stack, size - 1, size, NULL);
}

static int start_inline(Page *page, PyObject *tag, PyObject *says)
{
    if (equals(tag, parts.tag_a) && (PyList_GET_SIZE(page->inlines) || PyDict_GET_SIZE(page->held)) &&
        call(page->ender, names.end_link, NULL) < 0)
        return -1;
    PyObject *start = PyLong_FromSsize_t(PyList_GET_SIZE(page->pieces)), *open = PyLong_FromLong(-1);
    PyObject *values[] = {start, open, tag, PyTuple_GET_ITEM(says, 0), PyTuple_GET_ITEM(says, 1), PyTuple_GET_ITEM(says, 2)};
    PyObject *span = make(parts.span, parts.span_at, values, 6);
    int failed = span == NULL || PyList_Append(page->inlines, span) < 0;
    if (!failed && PyList_GET_SIZE(page->spans) < parts.max_spans)
        failed = PyList_Append(page->spans, span) < 0;
    Py_XDECREF(start);
    Py_XDECREF(open);
    Py_XDECREF(span);
    return failed ? -1 : 0;
}

/* An inline element without words ends; one with a value for machines is told to the head by rare.py. */
static int end_empty(Page *page, PyObject *span)
{
    if (OF_SPAN(span, S_VALUE) != Py_None)
        return call(page->rare, names.end_empty, span);
    put(span, parts.span_at[S_END], Py_NewRef(OF_SPAN(span, S_START)));
    Py_ssize_t size = PyList_GET_SIZE(page->spans);
    if (size && last_of(page->spans) == span)
        return PyList_SetSlice(page->spans, size - 1, size, NULL);
    return 0;
}

static int end_inline(Page *page, PyObject *tag)
{
    Py_ssize_t size = PyList_GET_SIZE(page->inlines);
    PyObject *span = size ? last_of(page->inlines) : NULL;
    if (span == NULL || !equals(OF_SPAN(span, S_TAG), tag))
        return call(page->ender, names.end_inline, tag);
    Py_INCREF(span);
    int failed = PyList_SetSlice(page->inlines, size - 1, size, NULL);
    if (!failed) {
        Py_ssize_t count = PyList_GET_SIZE(page->pieces);
        failed = number(OF_SPAN(span, S_START)) < count ? put_number(span, parts.span_at[S_END], count)
                                                         : end_empty(page, span);
    }
    Py_DECREF(span);
    return failed;
}

/* A tag that rare.py reads, which may go on with the tokens; 0 when another source of them is to be read first. */
static int read_rare(Page *page, PyObject *tokens, Step *step)
{
    PyObject *found = call_for(page->rare, names.read, step->entry, step->raw, step->words, tokens);
    if (found == NULL || found == Py_None) {
        Py_XDECREF(found);
        return found ? 0 : -1;
    }
    Py_SETREF(step->words, found);
    return 1;
}

static int add_words(Page *page, Step *step)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(step->words);
    if (!size)
        return 0;
    if (PyUnicode_FindChar(step->words, '&', 0, size, 1) >= 0) {
        PyObject *plain = call_for(page->walker, names.unescape, step->words, NULL, NULL, NULL);
        if (plain == NULL)
            return -1;
        Py_SETREF(step->words, plain);
    }
    if (!PyList_GET_SIZE(page->pieces) && is_space(step->words))
        return 0;
    return PyList_Append(page->pieces, step->words);
}

/* Take one step: 1 to go on, 0 when another source of tokens is to be read first. */
static int take_step(Page *page, PyObject *tokens, Step *step)
{
    PyObject *tag = PyTuple_GET_ITEM(step->entry, 1), *says = PyTuple_GET_ITEM(step->entry, 2);
    int failed = 0;
    switch (PyLong_AsLong(PyTuple_GET_ITEM(step->entry, 0))) {
    case START:
        failed = start_block(page, tag, says);
        break;
    case END:
        failed = end_block(page, tag);
        break;
    case SPAN:
        failed = start_inline(page, tag, says);
        break;
    case END_INLINE:
        failed = end_inline(page, tag);
        break;
    case PLAIN:
        failed = PyList_Append(page->inlines, says);
        break;
    case BR:
        failed = PyList_GET_SIZE(page->pieces) ? PyList_Append(page->pieces, parts.line_break) : 0;
        break;
    case NOTHING:
        break;
    default: {
        int more = read_rare(page, tokens, step);
        if (more <= 0)
            return more;
    }
    }
    return failed || add_words(page, step) < 0 ? -1 : 1;
}

/* A tag whose quoted value seems to have no end is mended first; 0 when its tokens are to be read again. */
static int mend(Page *page, PyObject *tokens, Step *step)
{
    PyObject *mended = call_for(page->walker, names.mend, step->raw, step->words, tokens, NULL);
    Step found;
    if (mended == NULL || !PyArg_ParseTuple(mended, "OOO", &found.raw, &found.words, &found.entry)) {
        Py_XDECREF(mended);
        return -1;
    }
    Py_SETREF(step->raw, Py_NewRef(found.raw));
    Py_SETREF(step->words, Py_NewRef(found.words));
    Py_SETREF(step->entry, Py_NewRef(found.entry));
    Py_DECREF(mended);
    return step->entry != Py_None;
}

static int walk_tokens(Page *page, PyObject *tokens, long unended)
{
    Step step = {NULL, NULL, NULL};
    int more;
    while ((more = next_step(page, tokens, &step)) > 0) {
        if (PyLong_AsLong(PyTuple_GET_ITEM(step.entry, 0)) == unended)
            more = mend(page, tokens, &step);
        if (more > 0)
            more = take_step(page, tokens, &step);
        forget(&step);
        if (more <= 0)
            return more;
    }
    forget(&step);
    return more < 0 ? -1 : 1;
}

/* What the walk needs of the walker's parts: 0, or -1 with an error. */
static int open_page(Page *page)
{
    PyObject *sheet = NULL;
    struct {
        PyObject **of, **found;
        const char *name;
    } wanted[] = {
        {&page->cut, &page->blocks, "blocks"},         {&page->cut, &page->nodes, "nodes"},
        {&page->cut, &page->pieces, "pieces"},         {&page->cut, &page->spans, "spans"},
        {&page->cut, &page->stack, "stack"},           {&page->cut, &page->inlines, "inlines"},
        {&page->cut, &page->held, "held"},             {&page->rare, &page->ender, "ender"},
        {&page->rare, &page->elements, "elements"},    {&page->elements, &page->kept, "kept"},
        {&page->elements, &page->attributes, "attributes"}, {&page->attributes, &page->folded, "folded"},
        {&page->rare, &sheet, "sheet"},                {&sheet, &page->named_tags, "tags"},
        {&sheet, &page->named_ids, "ids"},             {&sheet, &page->named_classes, "classes"},
    };
    int failed = 0;
    for (size_t i = 0; !failed && i < sizeof wanted / sizeof *wanted; i++)
        failed = (*wanted[i].found = PyObject_GetAttrString(*wanted[i].of, wanted[i].name)) == NULL;
    Py_XDECREF(sheet);
    return failed ? -1 : 0;
}

static void close_page(Page *page)
{
    PyObject *held[] = {page->blocks, page->nodes, page->pieces, page->spans, page->stack, page->inlines, page->held,
                        page->ender, page->elements, page->named_tags, page->named_ids, page->kept, page->attributes,
                        page->folded, page->named_classes};
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        Py_XDECREF(held[i]);
}

PyObject *walk(PyObject *module, PyObject *args)
{
    Page page = {0};
    PyObject *tokens;
    long unended;
    (void)module;
    if (!PyArg_ParseTuple(args, "OOOOl", &page.walker, &page.cut, &page.rare, &tokens, &unended))
        return NULL;
    int more = open_page(&page) < 0 ? -1 : walk_tokens(&page, tokens, unended);
    close_page(&page);
    return more < 0 ? NULL : PyBool_FromLong(more);
}
