/* The module archiver.markup._native: what it offers, and what it borrows from the Python modules. */
#include "native.h"
#include <structmember.h>

PyObject *walk(PyObject *module, PyObject *args);

static PyObject *borrow(const char *module, const char *name)
{
    PyObject *from = PyImport_ImportModule(module);
    PyObject *found = from ? PyObject_GetAttrString(from, name) : NULL;
    Py_XDECREF(from);
    return found;
}

/* Where the slots of a class stand in its objects; an error when it has others, which would be left without a value. */
static int find_slots(PyTypeObject *type, const char *const *names, Py_ssize_t *at)
{
    int count = 0;
    PyObject *slots = PyObject_GetAttrString((PyObject *)type, "__slots__");
    Py_ssize_t has = slots ? PyObject_Size(slots) : -1;
    Py_XDECREF(slots);
    while (names[count])
        count++;
    if (has != count) {
        PyErr_Format(PyExc_ImportError, "%s: expected %d slots, found others", type->tp_name, count);
        return -1;
    }
    for (int i = 0; i < count; i++) {
        PyObject *slot = PyObject_GetAttrString((PyObject *)type, names[i]);
        if (slot == NULL || !Py_IS_TYPE(slot, &PyMemberDescr_Type)) {
            Py_XDECREF(slot);
            PyErr_Format(PyExc_ImportError, "%s.%s: expected a slot", type->tp_name, names[i]);
            return -1;
        }
        at[i] = ((PyMemberDescrObject *)slot)->d_member->offset;
        Py_DECREF(slot);
    }
    return 0;
}

static Py_ssize_t borrow_number(const char *module, const char *name)
{
    PyObject *found = borrow(module, name);
    Py_ssize_t value = found ? PyLong_AsSsize_t(found) : -1;
    Py_XDECREF(found);
    return value;
}

static const char *const NODE_SLOTS[] = {"tag", "marks", "parent", "start", "end", "depth", "value", "hidden", "index", NULL};
static const char *const SPAN_SLOTS[] = {"start", "end", "tag", "marks", "href", "value", NULL};
static const char *const BLOCK_SLOTS[] = {"text", "tag", "node", "spans", "link_chars", "strong_chars", "hidden", NULL};

static int borrow_classes(void)
{
    parts.node = (PyTypeObject *)borrow("archiver.model.document", "Node");
    parts.span = (PyTypeObject *)borrow("archiver.model.document", "Span");
    parts.block = (PyTypeObject *)borrow("archiver.model.document", "Block");
    if (!parts.node || !parts.span || !parts.block)
        return -1;
    return find_slots(parts.node, NODE_SLOTS, parts.node_at) || find_slots(parts.span, SPAN_SLOTS, parts.span_at) ||
                   find_slots(parts.block, BLOCK_SLOTS, parts.block_at)
               ? -1
               : 0;
}

static int borrow_all(void)
{
    const char *runs = "archiver.markup.runs", *tags = "archiver.markup.tags", *cut = "archiver.markup.cut";
    if (borrow_classes() < 0)
        return -1;
    parts.fold = borrow(runs, "fold");
    parts.cut_run = borrow(runs, "cut_run");
    parts.line_break = borrow(runs, "BR");
    parts.max_run = borrow_number(runs, "MAX_RUN");
    parts.unescape_value = borrow("archiver.markup.entities", "unescape_value");
    parts.shapes = borrow("archiver.markup.shapes", "FACTS");
    parts.names = borrow("archiver.markup.shapes", "NAMES");
    parts.read_attributes = borrow("archiver.markup.shapes", "read_attributes");
    parts.by_name = borrow("archiver.markup.elements", "BY_NAME");
    parts.names_of_blocks = borrow(tags, "NAMES_OF_BLOCKS");
    parts.before_body = borrow(tags, "BEFORE_BODY");
    parts.strong = borrow(tags, "STRONG");
    parts.max_depth = borrow_number(cut, "MAX_DEPTH");
    parts.max_spans = borrow_number(cut, "MAX_SPANS");
    parts.max_going = borrow_number(cut, "MAX_OPEN");
    parts.nothing = PyUnicode_FromString("");
    parts.zero = PyLong_FromLong(0);
    parts.no_spans = PyTuple_New(0);
    parts.tag_a = PyUnicode_InternFromString("a");
    parts.tag_pre = PyUnicode_InternFromString("pre");
    parts.start_kind = PyLong_FromLong(START);
    parts.span_kind = PyLong_FromLong(SPAN);
    return PyErr_Occurred() ? -1 : 0;
}

static int name_methods(void)
{
    struct {
        PyObject **name;
        const char *text;
    } wanted[] = {
        {&names.read, "read"},           {&names.fold, "fold"},           {&names.ask_sheet, "ask_sheet"},
        {&names.add_node, "add_node"},   {&names.make_nodes, "make_nodes"}, {&names.make_way, "make_way"},
        {&names.end_block, "end_block"}, {&names.end_inlines, "end_inlines"}, {&names.end_inline, "end_inline"},
        {&names.end_link, "end_link"},   {&names.end_empty, "end_empty"}, {&names.unescape, "_unescape"},
        {&names.mend, "_mend"},          {&names.find_place, "_find_place"},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if ((*wanted[i].name = PyUnicode_InternFromString(wanted[i].text)) == NULL)
            return -1;
    return 0;
}

static PyObject *py_fold(PyObject *module, PyObject *text)
{
    (void)module;
    if (PyUnicode_Check(text))
        return fold(text);
    PyErr_SetString(PyExc_TypeError, "fold: expected text");
    return NULL;
}

static PyMethodDef METHODS[] = {
    {"walk", walk, METH_VARARGS, "As Walker._walk, for a page without selectors."},
    {"read_attributes", read_attributes, METH_O, "As shapes.read_attributes."},
    {"fold", py_fold, METH_O, "As runs.fold."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT,
    .m_name = "archiver.markup._native",
    .m_doc = "The reader's loops in C; the same are written in Python beside it, which serve where there is no compiler.",
    .m_size = -1,
    .m_methods = METHODS,
};

PyMODINIT_FUNC PyInit__native(void)
{
    if (borrow_all() < 0 || name_methods() < 0 || PyType_Ready(&TokensType) < 0)
        return NULL;
    PyObject *module = PyModule_Create(&MODULE);
    if (module == NULL || PyModule_AddObjectRef(module, "Tokens", (PyObject *)&TokensType) < 0) {
        Py_XDECREF(module);
        return NULL;
    }
    return module;
}
