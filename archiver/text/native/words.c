/* The module archiver.text._native: folding, pairs and distinct characters (text/fold.py, text/words.py). */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <string.h>

#define CODES 0x110000

/* A string of these characters; the buffer is freed. */
static PyObject *as_text(Py_UCS4 *chars, Py_ssize_t length)
{
    PyObject *text = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, chars, length);
    PyMem_Free(chars);
    return text;
}

static Py_UCS4 *room_for(Py_ssize_t length)
{
    Py_UCS4 *chars = length > PY_SSIZE_T_MAX / (Py_ssize_t)sizeof(Py_UCS4) ? NULL : PyMem_Malloc((length + 1) * sizeof(Py_UCS4));
    if (chars == NULL)
        PyErr_NoMemory();
    return chars;
}

/* fold(): each character by the table; those beyond it stay. */
static PyObject *fold(PyObject *module, PyObject *args)
{
    PyObject *text;
    Py_buffer table;
    if (!PyArg_ParseTuple(args, "Uy*", &text, &table))
        return NULL;
    const Py_UCS4 *codes = table.buf;
    Py_ssize_t known = table.len / (Py_ssize_t)sizeof(Py_UCS4), length = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_UCS4 *folded = room_for(length);
    if (folded != NULL)
        for (Py_ssize_t at = 0; at < length; at++) {
            Py_UCS4 code = PyUnicode_READ(kind, data, at);
            folded[at] = (Py_ssize_t)code < known ? codes[code] : code;
        }
    PyBuffer_Release(&table);
    return folded == NULL ? NULL : as_text(folded, length);
}

static Py_ssize_t size_of_pairs(PyObject *runs)
{
    Py_ssize_t size = 0;
    for (Py_ssize_t n = 0; n < PyList_GET_SIZE(runs); n++) {
        PyObject *run = PyList_GET_ITEM(runs, n);
        if (!PyUnicode_Check(run)) {
            PyErr_SetString(PyExc_TypeError, "pairs: expected strings");
            return -1;
        }
        size += 3 * PyUnicode_GET_LENGTH(run);
    }
    return size;
}

/* _pairs_row(): of each run its overlapping pairs and its last character alone, each with a space behind it. */
static PyObject *pairs(PyObject *module, PyObject *runs)
{
    if (!PyList_Check(runs)) {
        PyErr_SetString(PyExc_TypeError, "pairs: expected a list");
        return NULL;
    }
    Py_ssize_t size = size_of_pairs(runs);
    Py_UCS4 *row = size < 0 ? NULL : room_for(size), *end = row;
    if (row == NULL)
        return NULL;
    for (Py_ssize_t n = 0; n < PyList_GET_SIZE(runs); n++) {
        PyObject *run = PyList_GET_ITEM(runs, n);
        Py_ssize_t length = PyUnicode_GET_LENGTH(run);
        int kind = PyUnicode_KIND(run);
        const void *data = PyUnicode_DATA(run);
        for (Py_ssize_t at = 0; at < length; at++) {
            *end++ = PyUnicode_READ(kind, data, at);
            if (at + 1 < length)
                *end++ = PyUnicode_READ(kind, data, at + 1);
            *end++ = ' ';
        }
    }
    return as_text(row, end - row);
}

/* distinct(): each character once, in the order of its first place. */
static PyObject *distinct(PyObject *module, PyObject *text)
{
    static unsigned char met[CODES / 8]; /* all zero between calls */
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "distinct: expected a string");
        return NULL;
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), count = 0;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_UCS4 *found = room_for(length);
    if (found == NULL)
        return NULL;
    for (Py_ssize_t at = 0; at < length; at++) {
        Py_UCS4 code = PyUnicode_READ(kind, data, at);
        if (met[code >> 3] & 1 << (code & 7))
            continue;
        met[code >> 3] |= (unsigned char)(1 << (code & 7));
        found[count++] = code;
    }
    for (Py_ssize_t at = 0; at < count; at++)
        met[found[at] >> 3] = 0;
    return as_text(found, count);
}

static PyMethodDef methods[] = {
    {"fold", fold, METH_VARARGS, NULL},
    {"pairs", pairs, METH_O, NULL},
    {"distinct", distinct, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_native", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__native(void)
{
    return PyModule_Create(&module);
}
