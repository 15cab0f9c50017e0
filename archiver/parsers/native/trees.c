/* The module archiver.parsers._native: boosted trees, asked for one number (parsers/body_trees.py). */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>

/* A place of a tree: a leaf when the feature is below 0, else the two places that it parts into. */
typedef struct {
    int feature, low, high;
    double limit; /* a leaf's value */
} Place;

typedef struct {
    PyObject_HEAD
    Place *places;
    int *roots;
    int count, room, trees, most, sure_after, is_chance;
    double sure, further;
} Trees;

static int add_place(Trees *self, PyObject *tree);

/* _expression(): the two trees that a list parts into. */
static int add_split(Trees *self, int at, PyObject *tree)
{
    if (PyList_GET_SIZE(tree) != 4) {
        PyErr_SetString(PyExc_ValueError, "trees: expected four parts");
        return -1;
    }
    long feature = PyLong_AsLong(PyList_GET_ITEM(tree, 0));
    double limit = PyFloat_AsDouble(PyList_GET_ITEM(tree, 1));
    if (PyErr_Occurred())
        return -1;
    if (feature < 0 || feature > 10000) {
        PyErr_SetString(PyExc_ValueError, "trees: no such feature");
        return -1;
    }
    int low = add_place(self, PyList_GET_ITEM(tree, 2));
    int high = low < 0 ? -1 : add_place(self, PyList_GET_ITEM(tree, 3));
    if (high < 0)
        return -1;
    self->places[at] = (Place){(int)feature, low, high, limit};
    self->most = feature >= self->most ? (int)feature + 1 : self->most;
    return at;
}

/* Where a tree begins among the places; -1 with an exception when it is none. */
static int add_place(Trees *self, PyObject *tree)
{
    if (self->count == self->room) {
        int room = self->room ? 2 * self->room : 256;
        Place *more = PyMem_Realloc(self->places, room * sizeof(Place));
        if (more == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        self->places = more;
        self->room = room;
    }
    int at = self->count++;
    if (PyList_Check(tree)) {
        if (Py_EnterRecursiveCall(" in a tree"))
            return -1;
        int found = add_split(self, at, tree);
        Py_LeaveRecursiveCall();
        return found;
    }
    double value = PyFloat_AsDouble(tree);
    if (value == -1.0 && PyErr_Occurred())
        return -1;
    self->places[at] = (Place){-1, 0, 0, value};
    return at;
}

static PyObject *trees_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    static char *names[] = {"trees", "is_chance", "sure_after", "sure", "further", NULL};
    PyObject *trees;
    int is_chance, sure_after;
    double sure, further;
    if (!PyArg_ParseTupleAndKeywords(args, named, "O!pidd", names, &PyList_Type, &trees, &is_chance, &sure_after, &sure, &further))
        return NULL;
    Trees *self = (Trees *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->is_chance = is_chance;
    self->sure_after = sure_after;
    self->sure = sure;
    self->further = further;
    self->roots = PyMem_Calloc(PyList_GET_SIZE(trees) + 1, sizeof(int));
    if (self->roots == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    for (Py_ssize_t n = 0; n < PyList_GET_SIZE(trees); n++) {
        int root = add_place(self, PyList_GET_ITEM(trees, n));
        if (root < 0) {
            Py_DECREF(self);
            return NULL;
        }
        self->roots[self->trees++] = root;
    }
    return (PyObject *)self;
}

static void trees_free(Trees *self)
{
    PyMem_Free(self->places);
    PyMem_Free(self->roots);
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

/* total(): the sum over the trees, or what it would come to when it is plain after the first ones. */
static double sum_up(const Trees *self, const double *row)
{
    double sum = 0.0;
    for (int n = 0; n < self->trees; n++) {
        const Place *place = &self->places[self->roots[n]];
        while (place->feature >= 0)
            place = &self->places[row[place->feature] <= place->limit ? place->low : place->high];
        sum += place->limit;
        if (n + 1 == self->sure_after && (sum < -self->sure || sum > self->sure))
            return sum * self->further;
    }
    return sum;
}

static PyObject *score(Trees *self, PyObject *row)
{
    double numbers[256];
    if (!PyTuple_Check(row) || PyTuple_GET_SIZE(row) < self->most || self->most > 256) {
        PyErr_SetString(PyExc_IndexError, "score: expected a tuple with a number for each feature");
        return NULL;
    }
    for (int n = 0; n < self->most; n++) {
        PyObject *number = PyTuple_GET_ITEM(row, n);
        numbers[n] = PyFloat_CheckExact(number) ? PyFloat_AS_DOUBLE(number) : PyFloat_AsDouble(number);
        if (numbers[n] == -1.0 && PyErr_Occurred())
            return NULL;
    }
    double sum = sum_up(self, numbers);
    if (self->is_chance)
        sum = 1.0 / (1.0 + exp(-(sum < -30.0 ? -30.0 : sum > 30.0 ? 30.0 : sum)));
    return PyFloat_FromDouble(sum);
}

static PyMethodDef methods[] = {
    {"score", (PyCFunction)score, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, trees_new},
    {Py_tp_dealloc, trees_free},
    {Py_tp_methods, methods},
    {0, NULL},
};

static PyType_Spec trees_spec = {"archiver.parsers._native.Trees", sizeof(Trees), 0, Py_TPFLAGS_DEFAULT, slots};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_native", NULL, -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__native(void)
{
    PyObject *made = PyModule_Create(&module), *type = made == NULL ? NULL : PyType_FromSpec(&trees_spec);
    if (type == NULL || PyModule_AddObjectRef(made, "Trees", type) < 0) {
        Py_XDECREF(type);
        Py_XDECREF(made);
        return NULL;
    }
    Py_DECREF(type);
    return made;
}
