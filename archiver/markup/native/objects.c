/* Small things done to Python objects by the other files. */
#include "native.h"

/* A dataclass with slots, made without its __init__; a value of NULL (an error) gives NULL. The values are borrowed. */
PyObject *make(PyTypeObject *type, const Py_ssize_t *at, PyObject *const *values, int count)
{
    for (int i = 0; i < count; i++)
        if (values[i] == NULL)
            return NULL;
    PyObject *made = type->tp_alloc(type, 0);
    if (made == NULL)
        return NULL;
    for (int i = 0; i < count; i++)
        SLOT(made, at[i]) = Py_NewRef(values[i]);
    return made;
}

/* Set a slot; the value is stolen. */
void put(PyObject *object, Py_ssize_t at, PyObject *value)
{
    PyObject *old = SLOT(object, at);
    SLOT(object, at) = value;
    Py_XDECREF(old);
}

int put_number(PyObject *object, Py_ssize_t at, Py_ssize_t value)
{
    PyObject *made = PyLong_FromSsize_t(value);
    if (made == NULL)
        return -1;
    put(object, at, made);
    return 0;
}

/* The last of a list, borrowed. */
PyObject *last_of(PyObject *list)
{
    Py_ssize_t size = PyList_GET_SIZE(list);
    if (size)
        return PyList_GET_ITEM(list, size - 1);
    PyErr_SetString(PyExc_RuntimeError, "stack: expected an open element, found none");
    return NULL;
}

int equals(PyObject *one, PyObject *other)
{
    return one == other || PyUnicode_Compare(one, other) == 0;
}

int is_space(PyObject *text)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 0; i < size; i++)
        if (!Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, i)))
            return 0;
    return size > 0;
}

/* Call a method with what is given of four arguments; a new reference. */
PyObject *call_for(PyObject *object, PyObject *name, PyObject *one, PyObject *two, PyObject *three, PyObject *four)
{
    PyObject *words[] = {object, one, two, three, four};
    size_t count = 1;
    while (count < 5 && words[count] != NULL)
        count++;
    return PyObject_VectorcallMethod(name, words, count, NULL);
}

/* Call a method for what it does, with one argument or none. */
int call(PyObject *object, PyObject *name, PyObject *argument)
{
    PyObject *result = call_for(object, name, argument, NULL, NULL, NULL);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

Py_ssize_t number(PyObject *value)
{
    return PyLong_AsSsize_t(value);
}
